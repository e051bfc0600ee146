package cuesta.allocator.drf;

import cuesta.api.RoleId;
import cuesta.api.resources.Resources;

/** An agent within one cycle: what is left of it. */
final class Ground {
  private final AgentBook agent;
  private final int position;
  private Resources left;
  private final long[] leftScalars;
  private boolean touched;

  Ground(AgentBook agent, int position) {
    this.agent = agent;
    this.position = position;
    this.left = agent.free();
    this.leftScalars = agent.scalars().clone();
  }

  AgentBook agent() {
    return agent;
  }

  int position() {
    return position;
  }

  Resources left() {
    return left;
  }

  Resources leftFor(RoleId role) {
    return left.allocatableTo(role);
  }

  /** Amounts of all that is left, reserved for whomever: an upper bound, quick to compare. */
  long[] leftScalars() {
    return leftScalars;
  }

  boolean touched() {
    return touched;
  }

  void take(Resources part, long[] amounts) {
    left = left.minus(part);
    Scalars.subtract(leftScalars, amounts);
    touched = true;
  }
}
