package cuesta.allocator.drf;

import cuesta.api.RoleId;
import cuesta.api.resources.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An agent within one cycle: what is left of it. */
final class Ground {
  private final AgentBook agent;
  private final int position;
  private Resources left;
  private final long[] leftScalars;
  private final List<Allotment> allotments = new ArrayList<>();

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

  Resources leftFor(RoleId role) {
    return left.allocatableTo(role);
  }

  /** Amounts of all that is left, reserved for whomever: an upper bound, quick to compare. */
  long[] leftScalars() {
    return leftScalars;
  }

  boolean touched() {
    return !allotments.isEmpty();
  }

  Optional<Allotment> of(Claim claim) {
    return allotments.stream().filter(allotment -> allotment.claim() == claim).findFirst();
  }

  Allotment open(Claim claim) {
    Allotment allotment = new Allotment(claim, this);
    allotments.add(allotment);
    return allotment;
  }

  void take(Resources part, long[] amounts) {
    left = left.minus(part);
    Scalars.subtract(leftScalars, amounts);
  }
}
