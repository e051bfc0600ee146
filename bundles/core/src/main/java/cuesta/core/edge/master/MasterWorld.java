package cuesta.core.edge.master;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.core.master.FrameworkCall;
import cuesta.core.master.MasterEffect;
import cuesta.core.master.MasterEvent;
import cuesta.core.master.MasterState;
import cuesta.core.master.RegistryChange;
import cuesta.engine.Change;
import cuesta.engine.Effect;
import cuesta.engine.loop.EngineLoop;
import cuesta.engine.loop.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Performs what the master's engine asks for. On the loop's thread. */
final class MasterWorld implements World {
  private static final Logger LOG = LoggerFactory.getLogger(MasterWorld.class);

  private final Map<Long, RegistryWriter> prepared = new ConcurrentHashMap<>();
  private final Map<Long, AgentLink> links = new ConcurrentHashMap<>();
  private final AtomicLong streams = new AtomicLong();
  private final AtomicLong poisoned = new AtomicLong();
  private final Calls calls;
  private final Sessions sessions;
  private final Watchers watchers;
  private final AllocatorCall allocator;
  private final Leadings leadings;
  private EngineLoop<MasterState, MasterEvent> loop;
  private RegistryWriter writer;

  /** What this world tells of its leadership. */
  interface Leadings {
    /** The take-over is durable: the world may know. */
    void announce(long term, String masterId);
  }

  MasterWorld(
      Calls calls,
      Sessions sessions,
      Watchers watchers,
      AllocatorCall allocator,
      Leadings leadings) {
    this.calls = calls;
    this.sessions = sessions;
    this.watchers = watchers;
    this.allocator = allocator;
    this.leadings = leadings;
  }

  void runs(EngineLoop<MasterState, MasterEvent> started) {
    loop = started;
  }

  /** The writer for a term that is about to begin. Any thread. */
  void prepare(RegistryWriter next) {
    prepared.put(next.term(), next);
  }

  /** A new agent stream; its events carry the number. Any thread. */
  long opened(AgentLink link) {
    long stream = streams.incrementAndGet();
    links.put(stream, link);
    return stream;
  }

  /** The stream has ended at the other side. Any thread. */
  void broken(long stream) {
    if (links.remove(stream) != null) {
      loop.put(new MasterEvent.AgentStreamBroken(stream));
    }
  }

  @Override
  public void persist(long position, List<Change> changes) {
    if (changes.getFirst() instanceof RegistryChange.LeaderStarted start) {
      // Switched here and not when the election was won: nothing of the former term may go out
      // under the new one.
      writer = prepared.remove(start.term());
    }
    writer.collect(position, changes);
  }

  @Override
  public void flush() {
    if (writer != null) {
      writer.flush();
    }
  }

  @Override
  public void published() {
    if (writer != null && loop.committed().lead().term() == writer.term()) {
      writer.published(loop.durable(), loop.committed().registry());
    }
    watchers.changed();
  }

  @Override
  public void perform(Effect effect) {
    switch ((MasterEffect) effect) {
      case MasterEffect.SendAgent e -> {
        AgentLink link = links.get(e.stream());
        if (link != null) {
          link.send(e.message());
        }
      }
      case MasterEffect.CloseStream e -> {
        AgentLink link = links.remove(e.stream());
        if (link != null) {
          link.close(e.why());
        }
      }
      case MasterEffect.SendFramework e -> sessions.send(e.session(), e.event());
      case MasterEffect.Reply e -> calls.answer(e.call(), e.refusal());
      case MasterEffect.Allocate e -> allocate(e);
      case MasterEffect.Abandon e -> loop.abandon();
      case MasterEffect.Announce e -> leadings.announce(e.term(), e.masterId());
      case MasterEffect.Tell e -> watchers.updated(e.framework(), e.update());
    }
  }

  private void allocate(MasterEffect.Allocate asked) {
    allocator.allocate(
        loop.present(),
        new CycleBudget(asked.seed()),
        proposal -> loop.put(new MasterEvent.Proposed(asked.cycle(), proposal)),
        why -> loop.put(new MasterEvent.AllocationFailed(asked.cycle(), why)));
  }

  /** Poison does not travel: whoever sent it is cut off, everybody else goes on. */
  @Override
  public void poisoned(Object event, RuntimeException failure) {
    LOG.error(
        "event {} broke the master and is discarded (number {}): {}",
        event.getClass().getSimpleName(),
        poisoned.incrementAndGet(),
        event,
        failure);
    Reason why =
        Reason.of(
            Reasons.INTERNAL,
            event.getClass().getSimpleName(),
            String.valueOf(failure.getMessage()));
    switch (event) {
      case MasterEvent.AgentSaid e -> {
        AgentLink link = links.get(e.stream());
        if (link != null) {
          link.close(why);
          broken(e.stream());
        }
      }
      case MasterEvent.FrameworkCalled e -> {
        calls.answer(e.call(), Optional.of(why));
        if (!(e.body() instanceof FrameworkCall.Commit)) {
          sessions.close(e.session());
        }
      }
      case MasterEvent.Subscribed e -> sessions.close(e.session());
      case MasterEvent.OperatorCalled e -> calls.answer(e.call(), Optional.of(why));
      case MasterEvent.Proposed e -> loop.put(new MasterEvent.AllocationFailed(e.cycle(), why));
      default -> {
        // A timer: it comes again, or not; its log line above is all there is to do.
      }
    }
  }
}
