package cuesta.core.agent;

import cuesta.api.ContainerId;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.engine.Ring;
import cuesta.engine.Table;
import java.util.Optional;

/**
 * All that an agent knows. Only the checkpoint survives a restart.
 *
 * @param config what it was started with
 * @param checkpoint what it never forgets
 * @param link its connection to a leader
 * @param slots whether isolators and launcher are there
 * @param live what is known of containers in this process only
 * @param ended containers that are over, by framework
 * @param counts what was refused
 */
public record AgentState(
    AgentConfig config,
    Checkpoint checkpoint,
    Link link,
    Slots slots,
    Table<ContainerId, Live> live,
    Table<FrameworkId, Ring<EndedContainer>> ended,
    Counts counts) {
  /**
   * Whether isolators and launcher are there.
   *
   * @param ready whether all are
   * @param begun whether all ever were in this process
   * @param rebooted whether the machine was started anew since the journal was written last
   * @param why what is missing
   */
  public record Slots(boolean ready, boolean begun, boolean rebooted, Optional<Reason> why) {
    static final Slots NONE = new Slots(false, false, false, Optional.empty());
  }

  /**
   * An agent at the start of its process.
   *
   * @param config what it was started with
   * @param checkpoint what its journal holds
   * @return the state
   */
  public static AgentState of(AgentConfig config, Checkpoint checkpoint) {
    return new AgentState(
        config, checkpoint, Link.NONE, Slots.NONE, Table.empty(), Table.empty(), Counts.NONE);
  }

  /**
   * An agent at the start of its process, after its machine was started anew: nothing that ran runs
   * any more, and what had not been started may have been, since the journal's last words can be
   * lost with the machine. So all of it is lost, and none of it is started again.
   *
   * @param config what it was started with
   * @param checkpoint what its journal holds
   * @return the state
   */
  public static AgentState rebooted(AgentConfig config, Checkpoint checkpoint) {
    return new AgentState(
        config,
        checkpoint,
        Link.NONE,
        new Slots(false, false, true, Optional.empty()),
        Table.empty(),
        Table.empty(),
        Counts.NONE);
  }

  Live live(ContainerId container) {
    Live known = live.get(container);
    return known == null ? Live.NONE : known;
  }

  AgentState with(Checkpoint changed) {
    return new AgentState(config, changed, link, slots, live, ended, counts);
  }

  AgentState with(Link changed) {
    return new AgentState(config, checkpoint, changed, slots, live, ended, counts);
  }

  AgentState with(Slots changed) {
    return new AgentState(config, checkpoint, link, changed, live, ended, counts);
  }

  AgentState with(Counts more) {
    return new AgentState(config, checkpoint, link, slots, live, ended, counts.plus(more));
  }

  AgentState withLive(Table<ContainerId, Live> changed) {
    return new AgentState(config, checkpoint, link, slots, changed, ended, counts);
  }

  AgentState withEnded(Table<FrameworkId, Ring<EndedContainer>> changed) {
    return new AgentState(config, checkpoint, link, slots, live, changed, counts);
  }
}
