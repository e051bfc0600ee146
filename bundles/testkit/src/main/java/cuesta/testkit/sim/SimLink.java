package cuesta.testkit.sim;

import cuesta.core.master.MasterEvent;
import cuesta.core.message.FromMaster;
import cuesta.core.message.ToMaster;
import cuesta.engine.SplitMix;

/**
 * One stream between an agent and a master: ordered while it lives. When it breaks, either end
 * learns of it in its own time, and what was under way to the agent may still arrive: under its old
 * number.
 */
final class SimLink {
  final SimMaster master;
  final SimAgent agent;
  final long masterStream;
  final long agentStream;
  private final World world;
  private final SplitMix random;
  private long toMaster;
  private long toAgent;
  private boolean broken;

  SimLink(
      World world,
      SplitMix random,
      SimMaster master,
      SimAgent agent,
      long masterStream,
      long agentStream) {
    this.world = world;
    this.random = random;
    this.master = master;
    this.agent = agent;
    this.masterStream = masterStream;
    this.agentStream = agentStream;
  }

  boolean isBroken() {
    return broken;
  }

  private long delay() {
    long usual = 200_000L + random.below(3_000) * 1_000L;
    return world.isFaulty() && random.chance(0.02)
        ? usual + random.below(5_000) * World.MILLI
        : usual;
  }

  void send(ToMaster message) {
    if (!broken) {
      toMaster = Math.max(toMaster, world.now() + delay());
      world.schedule(
          toMaster - world.now(),
          () -> {
            if (!broken) {
              master.arrives(new MasterEvent.AgentSaid(masterStream, message));
            }
          });
    }
  }

  void send(FromMaster message) {
    if (!broken) {
      toAgent = Math.max(toAgent, world.now() + delay());
      world.schedule(
          toAgent - world.now(),
          () -> {
            if (!broken || random.chance(0.5)) {
              agent.hears(agentStream, message);
            }
          });
    }
  }

  /** What is said from now on is under way for a while. */
  void stall(long nanos) {
    toAgent = Math.max(toAgent, world.now() + nanos);
    toMaster = Math.max(toMaster, world.now() + nanos);
  }

  boolean isStalled() {
    return world.now() < toAgent && world.now() < toMaster;
  }

  /** What the master says from now on waits for a while, as in a buffer that is not read. */
  void queue(long nanos) {
    toAgent = Math.max(toAgent, world.now() + nanos);
  }

  void breakOff() {
    if (!broken) {
      broken = true;
      master.later(delay(), () -> master.broken(this));
      agent.later(delay(), () -> agent.broken(this));
    }
  }
}
