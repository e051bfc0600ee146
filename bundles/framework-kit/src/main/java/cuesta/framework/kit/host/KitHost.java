package cuesta.framework.kit.host;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.TaskId;
import cuesta.api.cluster.OfferView;
import cuesta.api.framework.FrameworkContext;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.framework.Scheduler;
import cuesta.api.framework.UpdateView;
import cuesta.api.http.Endpoint;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.KitEvent;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/**
 * A framework between its master and its engine. It loads its store when subscribed; what comes
 * before that is refused, and the lane waits, so that the engine sees {@link KitEvent.Loaded}
 * first. If the store refuses a batch of a session that still holds, it starts anew from the store,
 * as a successor would; if the session is over, it stops.
 *
 * @param <S> the engine's state
 */
public final class KitHost<S> implements Scheduler {
  /**
   * New starts in a row without a batch that was kept; then something is wrong that starting anew
   * does not mend.
   */
  private static final int STARTS = 5;

  private final Framework<S> framework;
  private final FrameworkContext context;
  private final Clockwork clockwork;
  private final Object lock = new Object();
  private SessionLoop<S> loop;
  private FrameworkId id;
  private boolean over;
  private int starts;

  /**
   * A host on threads and the real clock, not yet subscribed.
   *
   * @param framework whose
   * @param context its session, store and reports
   */
  public KitHost(Framework<S> framework, FrameworkContext context) {
    this(framework, context, new Threads());
  }

  /**
   * A host, not yet subscribed.
   *
   * @param framework whose
   * @param context its session, store and reports
   * @param clockwork its time and threads
   */
  public KitHost(Framework<S> framework, FrameworkContext context, Clockwork clockwork) {
    this.framework = framework;
    this.context = context;
    this.clockwork = clockwork;
  }

  @Override
  public FrameworkInfo info() {
    return framework.info();
  }

  @Override
  public void subscribed(FrameworkId frameworkId, boolean again) {
    try {
      begin(frameworkId, again).toCompletableFuture().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop(Reason.of(Reasons.SESSION_OVER, framework.info().name(), "interrupted while loading"));
    } catch (ExecutionException e) {
      throw new IllegalStateException("a failure to load is not passed on", e);
    }
  }

  /**
   * As {@link #subscribed}, without waiting: for a caller that has no thread to wait on.
   *
   * @param frameworkId its id
   * @param again whether it was subscribed before
   * @return done when what else this session hears may come
   */
  public CompletionStage<Void> begin(FrameworkId frameworkId, boolean again) {
    synchronized (lock) {
      id = frameworkId;
    }
    return start(again);
  }

  private CompletionStage<Void> start(boolean again) {
    return new StoreLoader(context.store(), framework.codec(), clockwork)
        .load()
        .handle(
            (loaded, failure) -> {
              if (failure == null) {
                loaded(loaded, again);
              } else {
                stop(unread(StoreLoader.cause(failure)));
              }
              return null;
            });
  }

  private Reason unread(Throwable failure) {
    return switch (failure) {
      case Refused refused -> refused.reason();
      case IOException unreadable ->
          Reason.of(
              Reasons.DATA_CORRUPT,
              framework.info().name(),
              String.valueOf(unreadable.getMessage()));
      default ->
          Reason.of(
              Reasons.INTERNAL,
              framework.info().name(),
              "its store could not be read: " + failure,
              "this is a bug");
    };
  }

  private void loaded(StoreLoader.Loaded loaded, boolean again) {
    synchronized (lock) {
      if (over) {
        return;
      }
      loop = new SessionLoop<>(framework, context, clockwork, this::failed, this::kept);
      loop.start(loaded, new KitEvent.Loaded(id, again, loaded.changes()));
    }
  }

  private void kept() {
    synchronized (lock) {
      starts = 0;
    }
  }

  /**
   * The store refused a batch. On whatever thread the answer came, which is not ours to hold up.
   */
  private void failed(SessionLoop<S> from, Reason why) {
    synchronized (lock) {
      if (loop != from || over) {
        return;
      }
      loop = null;
      starts++;
    }
    clockwork.aside(() -> again(from, why));
  }

  private void again(SessionLoop<S> from, Reason why) {
    from.close();
    boolean ended =
        why.code().equals(Reasons.SESSION_OVER) || why.code().equals(Reasons.NOT_LEADER);
    boolean hopeless;
    synchronized (lock) {
      hopeless = starts > STARTS;
    }
    if (ended || hopeless) {
      stop(why);
    } else {
      context.report(why);
      framework.restarts(why);
      start(true);
    }
  }

  private void stop(Reason why) {
    SessionLoop<S> last;
    synchronized (lock) {
      if (over) {
        return;
      }
      over = true;
      last = loop;
      loop = null;
    }
    if (last != null) {
      last.close();
    }
    if (!why.code().equals(Reasons.SESSION_OVER)) {
      context.report(why);
    }
    framework.over(why);
  }

  /**
   * Hands an event to the engine.
   *
   * @param event the event
   * @return false if the framework is not subscribed (yet, or any more), or is flooded
   */
  public boolean offer(FrameworkEvent event) {
    SessionLoop<S> now = current();
    return now != null && now.offer(event);
  }

  /**
   * The newest state of which all is durable.
   *
   * @return the state; empty while the framework is not subscribed
   */
  public Optional<S> committed() {
    SessionLoop<S> now = current();
    return now == null ? Optional.empty() : now.committed();
  }

  /**
   * The newest state of which all is durable, for whoever answers calls.
   *
   * @return the state
   * @throws Refused with SESSION_OVER while the framework is not subscribed
   */
  public S present() {
    return committed()
        .orElseThrow(
            () ->
                new Refused(
                    Reason.of(
                        Reasons.SESSION_OVER,
                        framework.info().name(),
                        "this instance is not at work: it begins, or was replaced",
                        "ask again")));
  }

  private SessionLoop<S> current() {
    synchronized (lock) {
      return loop;
    }
  }

  private void put(KitEvent event) {
    SessionLoop<S> now = current();
    if (now != null) {
      now.put(event);
    }
  }

  @Override
  public void offers(List<? extends OfferView> offers) {
    put(new KitEvent.Offered(List.copyOf(offers)));
  }

  @Override
  public void update(UpdateView update) {
    put(new KitEvent.Updated(update));
  }

  @Override
  public void lost(AgentId agent, Reason why) {
    put(new KitEvent.AgentLost(agent));
  }

  @Override
  public void disconnected(Reason why) {
    stop(why);
  }

  @Override
  public Optional<Endpoint> endpoint() {
    return framework.endpoint();
  }

  @Override
  public List<Reason> explain(TaskId task) {
    return framework.explain(task);
  }

  @Override
  public void close() {
    stop(
        Reason.of(
            Reasons.SESSION_OVER,
            framework.info().name(),
            "this instance was retired",
            "ask again"));
  }
}
