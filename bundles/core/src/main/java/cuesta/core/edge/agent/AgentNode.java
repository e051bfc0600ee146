package cuesta.core.edge.agent;

import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.front.AgentDoor;
import cuesta.core.agent.AgentConfig;
import cuesta.core.agent.AgentEngine;
import cuesta.core.agent.AgentEvent;
import cuesta.core.agent.AgentState;
import cuesta.core.agent.Checkpoint;
import cuesta.core.agent.ContainerEntry;
import cuesta.core.message.FromMaster;
import cuesta.engine.loop.EngineLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One agent: its engine in its loop, between its disk, its containers and its master. Any thread.
 */
public final class AgentNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AgentNode.class);

  private final Path workDir;
  private final DiskJournal journal;
  private final BootRecord boot;
  private final Lanes lanes;
  private final Fetching fetching;
  private final Prober prober;
  private final EngineLoop<AgentState, AgentEvent> loop;
  private final Housekeeping housekeeping;
  private final FileDoor door;

  /**
   * An agent, not yet started: its journal is open, so that isolators and launcher can be opened
   * with what it holds.
   *
   * @param node its name in this process
   * @param config what it was started with
   * @param isolators how to call the isolators
   * @param launcher how to call the launcher
   * @param link how to speak to the master
   * @param carrier how to carry files between sandboxes and masters
   * @throws IOException naming what is wrong with its work directory, and what to do
   */
  public AgentNode(
      String node,
      AgentConfig config,
      IsolatorCalls isolators,
      LauncherCalls launcher,
      MasterLink link,
      Carrier carrier)
      throws IOException {
    workDir = Path.of(config.workDir());
    journal = DiskJournal.open(workDir.resolve("meta"));
    boot = new BootRecord(workDir.resolve("meta"));
    lanes = new Lanes(failure -> LOG.error("a container's lane broke", failure));
    fetching = new Fetching(carrier);
    ContainerWork work =
        new ContainerWork(
            isolators,
            launcher,
            new Sandboxes(config.runsAs(), config.allowRoot()),
            fetching,
            this::sandbox,
            this::offer);
    prober = new Prober(launcher, this::offer);
    AgentHost host =
        new AgentHost(
            journal, link, lanes, work, prober, this::present, this::committed, this::flushLater);
    loop =
        new EngineLoop<>(
            node + "-loop",
            new AgentEngine(),
            boot.isRebooted()
                ? AgentState.rebooted(config, journal.loaded())
                : AgentState.of(config, journal.loaded()),
            host);
    door = new FileDoor(node, workDir, this::state, carrier);
    housekeeping = new Housekeeping(workDir, this::state);
  }

  private AgentState present() {
    return loop.present();
  }

  private void committed(long position) {
    loop.committed(position);
  }

  private Optional<Path> sandbox(ContainerId container) {
    return Optional.ofNullable(state().checkpoint().container(container))
        .map(entry -> workDir.resolve(entry.sandbox()));
  }

  /** A position that is durable already changes nothing, but the loop comes round to flush. */
  private void flushLater() {
    housekeeping.after(1, TimeUnit.SECONDS, () -> loop.committed(0));
  }

  private void offer(AgentEvent event) {
    loop.put(event);
  }

  /** Starts the loop. */
  public void start() {
    loop.start();
    housekeeping.start();
    recordBoot();
  }

  private void recordBoot() {
    AgentState now = state();
    boolean losing =
        now.slots().rebooted()
            && now.checkpoint().containers().stream().anyMatch(ContainerEntry::isLive);
    if (now.slots().begun() && !losing) {
      boot.settled();
    } else {
      housekeeping.after(1, TimeUnit.SECONDS, this::recordBoot);
    }
  }

  /**
   * What the journal held when it was opened: what plugins recover from.
   *
   * @return the checkpoint
   */
  public Checkpoint loaded() {
    return journal.loaded();
  }

  /**
   * The state after the last batch of events.
   *
   * @return the state
   */
  public AgentState state() {
    return loop.applied();
  }

  /**
   * The agent as fronts see it.
   *
   * @return its door
   */
  public AgentDoor door() {
    return door;
  }

  /**
   * All isolators and the launcher are there, or one is missing.
   *
   * @param ready whether all are there
   * @param why what is missing
   */
  public void slotsReady(boolean ready, Optional<Reason> why) {
    offer(new AgentEvent.SlotsReady(ready, why));
  }

  /**
   * A container ended. Never blocks for long, repeats are harmless.
   *
   * @param container which
   * @param status 0 to 255, 128 + n for signal n, −1 if nobody can know
   */
  public void exited(ContainerId container, int status) {
    offer(new AgentEvent.Exited(container, status));
  }

  /**
   * A container passed a limit. Never blocks for long, repeats are harmless.
   *
   * @param container which
   * @param why which limit
   */
  public void limitReached(ContainerId container, Reason why) {
    offer(new AgentEvent.LimitReached(container, why));
  }

  /**
   * A stream to a leader is open.
   *
   * @param stream its number, never used before in this process
   */
  public void streamOpened(long stream) {
    offer(new AgentEvent.StreamOpened(stream));
  }

  /**
   * The master said something.
   *
   * @param stream on which stream
   * @param message what
   */
  public void said(long stream, FromMaster message) {
    offer(new AgentEvent.MasterSaid(stream, message));
  }

  /**
   * A stream broke.
   *
   * @param stream which
   */
  public void streamBroken(long stream) {
    offer(new AgentEvent.StreamBroken(stream));
  }

  /** Stops deciding; containers run on. */
  @Override
  public void close() throws IOException {
    housekeeping.close();
    loop.close();
    prober.close();
    fetching.close();
    lanes.close();
    journal.close();
  }
}
