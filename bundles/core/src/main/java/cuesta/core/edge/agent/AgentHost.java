package cuesta.core.edge.agent;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.core.agent.AgentChange;
import cuesta.core.agent.AgentEffect;
import cuesta.core.agent.AgentEvent;
import cuesta.core.agent.AgentState;
import cuesta.engine.Change;
import cuesta.engine.Effect;
import cuesta.engine.loop.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The world of an agent's engine. On the loop's thread, which blocks for nothing but the journal.
 */
final class AgentHost implements World {
  private static final Logger LOG = LoggerFactory.getLogger(AgentHost.class);

  private final DiskJournal journal;
  private final MasterLink link;
  private final Lanes lanes;
  private final ContainerWork work;
  private final Prober prober;
  private final Supplier<AgentState> present;
  private final LongConsumer committed;
  private final Runnable tryAgain;
  private final List<AgentChange> waiting = new ArrayList<>();
  private long position;
  private boolean failing;

  /**
   * A host.
   *
   * @param present the state after the last event
   * @param committed told up to which position all is durable
   * @param tryAgain has {@link #flush} called again after a while
   */
  AgentHost(
      DiskJournal journal,
      MasterLink link,
      Lanes lanes,
      ContainerWork work,
      Prober prober,
      Supplier<AgentState> present,
      LongConsumer committed,
      Runnable tryAgain) {
    this.journal = journal;
    this.link = link;
    this.lanes = lanes;
    this.work = work;
    this.prober = prober;
    this.present = present;
    this.committed = committed;
    this.tryAgain = tryAgain;
  }

  @Override
  public void persist(long at, List<Change> changes) {
    changes.forEach(change -> waiting.add((AgentChange) change));
    position = at;
  }

  /** A disk that is full or failing stops the agent's decisions, not its tasks. */
  @Override
  public void flush() {
    if (waiting.isEmpty()) {
      return;
    }
    try {
      journal.append(waiting);
    } catch (IOException e) {
      if (!failing) {
        LOG.error(
            "the journal cannot be written; nothing new is started until it can: {}", e.toString());
      }
      failing = true;
      tryAgain.run();
      return;
    }
    if (failing) {
      LOG.info("the journal can be written again");
      failing = false;
    }
    waiting.clear();
    committed.accept(position);
    rotate();
  }

  /**
   * All that the state tells is written at this moment: a snapshot of it may take the file's place.
   */
  private void rotate() {
    try {
      journal.rotateIfLarge(present.get().checkpoint());
    } catch (IOException e) {
      LOG.warn("the journal could not be shortened; it is written on: {}", e.toString());
    }
  }

  @Override
  public void perform(Effect effect) {
    switch (effect) {
      case AgentEffect.Send e -> link.send(e.stream(), e.message());
      case AgentEffect.CloseStream e -> link.close(e.stream(), e.why());
      case AgentEffect.StartedAfresh e ->
          LOG.warn("refused for good, all tasks are killed; the agent starts afresh: {}", e.why());
      case AgentEffect.Probe e -> prober.probe(e);
      case AgentEffect.OnContainer e -> {
        work.announced(e);
        lanes.run(e.container(), () -> work.perform(e));
      }
      default -> throw new IllegalArgumentException("unknown effect " + effect);
    }
  }

  @Override
  public void poisoned(Object event, RuntimeException failure) {
    LOG.error("event={} broke the engine; it is dropped", event, failure);
    if (event instanceof AgentEvent.MasterSaid said) {
      link.close(said.stream(), Reason.of(Reasons.INTERNAL, "", failure.toString()));
    }
  }
}
