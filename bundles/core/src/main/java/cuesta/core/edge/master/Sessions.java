package cuesta.core.edge.master;

import cuesta.api.FrameworkId;
import cuesta.api.Principal;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.framework.Scheduler;
import cuesta.core.master.FrameworkCall;
import cuesta.core.master.FrameworkEvent;
import cuesta.core.master.MasterEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The frameworks' sessions of one master: events out on a lane each, calls in through the loop. Any
 * thread.
 */
public final class Sessions {
  /**
   * Events that wait for one framework at most; a slower one loses its session and reconciles when
   * it comes back.
   */
  static final int OUTBOX = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

  private record Open(Scheduler scheduler, Lane lane) {}

  private final Consumer<MasterEvent> inbox;
  private final Executor lanes;
  private final Calls calls;
  private final Refusals refusals;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, Open> open = new ConcurrentHashMap<>();

  Sessions(Consumer<MasterEvent> inbox, Executor lanes, Calls calls, Refusals refusals) {
    this.inbox = inbox;
    this.lanes = lanes;
    this.calls = calls;
    this.refusals = refusals;
  }

  /**
   * Reserves a session, so that its voice can be handed out before its ear is there.
   *
   * @return its number
   */
  public long reserve() {
    return numbers.incrementAndGet();
  }

  /**
   * Subscribes.
   *
   * @param session a reserved number
   * @param principal on whose behalf
   * @param id its id from last time
   * @param info how it introduces itself
   * @param inProcess whether its id is found by its name
   * @param scheduler its ear
   */
  public void subscribe(
      long session,
      Principal principal,
      Optional<FrameworkId> id,
      FrameworkInfo info,
      boolean inProcess,
      Scheduler scheduler) {
    open.put(session, new Open(scheduler, new Lane(lanes, OUTBOX)));
    inbox.accept(new MasterEvent.Subscribed(session, principal, id, info, inProcess));
  }

  /**
   * Ends a session from the framework's side.
   *
   * @param session which
   */
  public void close(long session) {
    if (open.remove(session) != null) {
      inbox.accept(new MasterEvent.SessionClosed(session));
    }
    calls.refuseSession(session, over());
  }

  /**
   * Whether a session is there.
   *
   * @param session which
   * @return true from {@link #subscribe} until its end
   */
  public boolean isOpen(long session) {
    return open.containsKey(session);
  }

  CompletableFuture<Void> call(long session, FrameworkCall body) {
    if (!open.containsKey(session)) {
      refusals.refused(over());
      return CompletableFuture.failedFuture(new cuesta.api.Refused(over()));
    }
    return calls.call(
        session, number -> inbox.accept(new MasterEvent.FrameworkCalled(session, number, body)));
  }

  void say(long session, FrameworkCall body) {
    if (open.containsKey(session)) {
      inbox.accept(new MasterEvent.FrameworkCalled(session, 0, body));
    } else {
      refusals.refused(over());
    }
  }

  private static Reason over() {
    return Reason.of(Reasons.SESSION_OVER, "", "the session is over", "subscribe again");
  }

  /** Passes an event on; called on the loop's thread. */
  void send(long session, FrameworkEvent event) {
    Open one = open.get(session);
    if (one == null) {
      return;
    }
    if (event instanceof FrameworkEvent.Disconnected gone) {
      open.remove(session);
      calls.refuseSession(session, gone.why());
    }
    if (!one.lane().run(() -> deliver(one.scheduler(), event))) {
      LOG.warn("session {} is {} events behind and is closed", session, OUTBOX);
      open.remove(session);
      calls.refuseSession(session, over());
      lanes.execute(() -> inbox.accept(new MasterEvent.SessionClosed(session)));
    }
  }

  /** A framework that throws harms only itself: the event is lost to it, and updates repeat. */
  private static void deliver(Scheduler to, FrameworkEvent event) {
    try {
      switch (event) {
        case FrameworkEvent.Subscribed e -> to.subscribed(e.id(), e.again());
        case FrameworkEvent.Disconnected e -> to.disconnected(e.why());
        case FrameworkEvent.Offers e -> to.offers(List.copyOf(e.offers()));
        case FrameworkEvent.Rescinded e -> to.rescinded(e.offer(), e.why());
        case FrameworkEvent.Updated e -> to.update(e.update());
        case FrameworkEvent.AgentLost e -> to.lost(e.agent(), e.why());
      }
    } catch (Throwable failure) { // a plugin may throw anything, LinkageError included
      LOG.warn("framework failed on {}", event.getClass().getSimpleName(), failure);
    }
  }
}
