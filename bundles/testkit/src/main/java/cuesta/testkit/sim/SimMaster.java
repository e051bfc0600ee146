package cuesta.testkit.sim;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.allocator.Allocator;
import cuesta.api.allocator.Budget;
import cuesta.api.allocator.Proposal;
import cuesta.core.master.MasterEffect;
import cuesta.core.master.MasterEngine;
import cuesta.core.master.MasterEvent;
import cuesta.core.master.MasterState;
import cuesta.core.master.Registry;
import cuesta.engine.Change;
import cuesta.engine.Effect;
import cuesta.engine.Engine;
import cuesta.testkit.guest.Violation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A master process. */
final class SimMaster extends SimNode<MasterState, MasterEvent> {
  /** An order among processes that does not hang on chance. */
  static final Comparator<SimMaster> BY_BIRTH = Comparator.comparingLong(master -> master.birth);

  private static final int GRANTS = 1_000;

  /** By how much its wall clock is ahead, for the frameworks in it. */
  final long ahead;

  private final long birth;
  private final SimJournal journal;
  private final Allocators allocators;
  private final Leaderships leaderships;
  private final Map<Long, SimLink> links = new TreeMap<>();
  private final Map<Long, SimSession> sessions = new TreeMap<>();
  private Allocator allocator;
  private long term;
  private boolean lostWrites;

  /** What a master tells its process of its leadership. */
  interface Leaderships {
    void changed(SimMaster master, boolean leads);
  }

  SimMaster(
      World world,
      String name,
      SimJournal journal,
      Allocators allocators,
      Leaderships leaderships,
      Engine<MasterState, MasterEvent> engine) {
    super(world, name);
    this.birth = world.birth();
    ahead =
        world.isFaulty() && random.chance(0.3) ? (random.below(8_000) - 4_000) * World.MILLI : 0;
    this.journal = journal;
    this.leaderships = leaderships;
    this.allocators = allocators;
    run(engine, MasterState.STANDBY);
    swapAllocator();
  }

  /**
   * Won an election: claims the journal and takes over, if nobody was faster. A candidate wins only
   * after it has said that its last leadership is over.
   */
  void won(long wonTerm) {
    later(
        random.below(20) * World.MILLI,
        () -> {
          if (!journal.isClaimedAbove(wonTerm - 1)) {
            lost("it stood for election again");
            term = wonTerm;
            handle(new MasterEvent.Elected(wonTerm, journal.claim(wonTerm)));
          }
        });
  }

  void lost(String why) {
    if (term != 0) {
      term = 0;
      handle(new MasterEvent.LeadershipLost(Reason.of(Reasons.NOT_LEADER, name, why)));
      leaderships.changed(this, false);
    }
  }

  boolean believesItLeads() {
    return runner.applied().isLeading();
  }

  long term() {
    return term;
  }

  /** A new allocator takes over between two cycles, warmed on the present view. */
  void swapAllocator() {
    allocator = allocators.open(runner.applied());
    arrives(new MasterEvent.AllocatorChanged(allocators.name()));
  }

  void link(SimLink link) {
    links.put(link.masterStream, link);
  }

  void broken(SimLink link) {
    if (links.remove(link.masterStream) != null) {
      handle(new MasterEvent.AgentStreamBroken(link.masterStream));
    }
  }

  void subscribe(SimSession session, MasterEvent.Subscribed event) {
    sessions.put(session.number, session);
    arrives(event);
  }

  void closed(long session) {
    if (sessions.remove(session) != null) {
      arrives(new MasterEvent.SessionClosed(session));
    }
  }

  boolean hasLostAWrite() {
    return lostWrites;
  }

  void loseWrites() {
    lostWrites = true;
  }

  @Override
  void die() {
    super.die();
    links.values().forEach(SimLink::breakOff);
    sessions.values().forEach(SimSession::masterDied);
  }

  @Override
  public void persist(long position, List<Change> changes) {
    long of = runner.applied().lead().term();
    journal.append(
        this,
        of,
        position,
        List.copyOf(changes),
        at -> {
          if (term == of) {
            committed(at);
            checkRegistry();
          }
        },
        () -> {
          if (term == of) {
            lost("fenced");
          }
        });
  }

  /** Replaying the journal gives the durable part of the state. */
  private void checkRegistry() {
    if (runner.isBehind() || journal.isClaimedAbove(term)) {
      return;
    }
    Registry replayed = journal.replayed();
    Violation.unless(
        replayed.equals(runner.committed().registry()),
        "%s: the journal says %s, the state %s",
        name,
        replayed,
        runner.committed().registry());
  }

  @Override
  void act(Effect effect) {
    switch ((MasterEffect) effect) {
      case MasterEffect.SendAgent e -> {
        SimLink link = links.get(e.stream());
        if (link != null) {
          link.send(e.message());
        }
      }
      case MasterEffect.CloseStream e -> {
        SimLink link = links.remove(e.stream());
        if (link != null) {
          link.breakOff();
        }
      }
      case MasterEffect.SendFramework e -> {
        SimSession session = sessions.get(e.session());
        if (session != null) {
          session.hears(e.event());
        }
      }
      case MasterEffect.Reply e -> {
        SimSession session = sessions.get(e.session());
        if (session != null) {
          session.answered(e.call(), e.refusal());
        }
      }
      case MasterEffect.Allocate e -> allocate(e);
      case MasterEffect.Abandon e -> abandon();
      case MasterEffect.Announce e -> {
        world.trace(name, "leads term " + e.term());
        leaderships.changed(this, true);
      }
      case MasterEffect.Tell e -> {
        // watchers are readers; the trace sees the update already
      }
    }
  }

  private void allocate(MasterEffect.Allocate asked) {
    MasterState view = runner.applied();
    boolean fails = world.isFaulty() && random.chance(0.01);
    long takes =
        random.below(2_000) * 1_000L
            + (world.isFaulty() && random.chance(0.01) ? random.below(4_000) * World.MILLI : 0);
    later(
        takes,
        () ->
            handle(
                fails
                    ? new MasterEvent.AllocationFailed(
                        asked.cycle(), Reason.of(Reasons.PLUGIN_FAILED, allocators.name(), "threw"))
                    : new MasterEvent.Proposed(asked.cycle(), propose(view, asked.seed()))));
  }

  private Proposal propose(MasterState view, long seed) {
    return allocator.allocate(
        view,
        new Budget() {
          @Override
          public boolean exhausted() {
            return false;
          }

          @Override
          public int maxGrants() {
            return GRANTS;
          }

          @Override
          public long seed() {
            return seed;
          }
        });
  }

  @Override
  void audit(MasterState state) {
    try {
      MasterEngine.audit(state);
    } catch (IllegalStateException e) {
      throw new Violation(name, e);
    }
  }
}
