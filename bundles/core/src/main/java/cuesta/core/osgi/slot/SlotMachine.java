package cuesta.core.osgi.slot;

import cuesta.api.Reason;
import cuesta.api.front.PluginView;
import cuesta.api.plugin.Context;
import cuesta.core.slot.Entry;
import cuesta.core.slot.SlotEffect;
import cuesta.core.slot.SlotEvent;
import cuesta.core.slot.SlotLogic;
import cuesta.core.slot.SlotState;
import cuesta.core.slot.SlotStep;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds {@link SlotLogic} and does what it says. Events are stepped at once, under a lock that is
 * never held while something foreign runs, so that whoever offers a candidate sees it in the rows
 * when he returns; effects are done in order on a lane.
 */
final class SlotMachine<C extends Context, T extends AutoCloseable> {
  private static final Logger LOG = LoggerFactory.getLogger(SlotMachine.class);

  private record Held<C extends Context, T extends AutoCloseable>(
      Candidate<C, T> candidate, CountDownLatch gone) {}

  private record Attempt(long id, long attempt) {}

  private final SlotSpec spec;
  private final ContextFactory<C> contexts;
  private final UnaryOperator<T> dress;
  private final SlotListener<T> listener;
  private final SlotHost host;
  private final Rows rows;
  private final InOrder lane;
  private final Flips flips;
  private final Map<Long, Held<C, T>> held = new ConcurrentHashMap<>();
  private final Map<Attempt, Instance<C, T>> instances = new ConcurrentHashMap<>();
  private final Map<Long, WeakReference<ClassLoader>> loaders = new ConcurrentHashMap<>();
  private final Map<Long, Future<?>> timers = new ConcurrentHashMap<>();
  private final Object lock = new Object();
  private SlotState state;
  private volatile Instance<C, T> current;

  SlotMachine(
      SlotSpec spec,
      ContextFactory<C> contexts,
      UnaryOperator<T> dress,
      SlotListener<T> listener,
      SlotHost host,
      Rows rows) {
    this.spec = spec;
    this.contexts = contexts;
    this.dress = dress;
    this.listener = listener;
    this.host = host;
    this.rows = rows;
    lane = new InOrder(host.threads);
    flips = new Flips(spec);
    state = SlotState.empty(spec.limits(), spec.paused());
  }

  void hold(Candidate<C, T> candidate) {
    held.putIfAbsent(candidate.serviceId(), new Held<>(candidate, new CountDownLatch(1)));
  }

  CountDownLatch gone(long id) {
    Held<C, T> h = held.get(id);
    return h == null ? new CountDownLatch(0) : h.gone();
  }

  List<CountDownLatch> all() {
    return held.values().stream().map(Held::gone).toList();
  }

  List<Long> named(String name) {
    synchronized (lock) {
      return state.entries().values().stream()
          .map(Entry::rank)
          .filter(rank -> rank.name().equals(name))
          .map(rank -> rank.id())
          .toList();
    }
  }

  Optional<PluginView> current() {
    Instance<C, T> now = current;
    return now == null ? Optional.empty() : row(now.candidate.serviceId());
  }

  private Optional<PluginView> row(long id) {
    synchronized (lock) {
      return rows.row(id);
    }
  }

  /** The current instance, counted as in use; null if there is none. */
  Instance<C, T> acquire() {
    for (Instance<C, T> now = current; now != null; now = current) {
      now.enter();
      // Counted before it is looked at again: either the drain sees the call, or the call sees the
      // flip.
      if (now == current) {
        return now;
      }
      now.leave();
    }
    return null;
  }

  /** Those that were opened, and are neither current nor closed. */
  List<Instance<C, T>> retiring() {
    Instance<C, T> now = current;
    return instances.values().stream().filter(i -> i != now && i.value() != null).toList();
  }

  void post(SlotEvent event) {
    synchronized (lock) {
      SlotStep step = SlotLogic.step(state, event, System.nanoTime());
      SlotState before = state;
      state = step.state();
      show(before);
      if (event instanceof SlotEvent.Bound b && !state.entries().containsKey(b.rank().id())) {
        held.remove(b.rank().id()).gone().countDown();
      }
      if (!step.effects().isEmpty()) {
        lane.run(() -> step.effects().forEach(this::performSafely));
      }
    }
  }

  private void show(SlotState before) {
    rows.changed(before, state, id -> held.get(id).candidate());
  }

  private void performSafely(SlotEffect effect) {
    try {
      perform(effect);
    } catch (RuntimeException | LinkageError e) { // the others must not wait for it
      LOG.error("{}: {} failed", spec.title(), effect, e);
    }
  }

  private void perform(SlotEffect effect) {
    switch (effect) {
      case SlotEffect.Open e -> open(e.id(), e.attempt());
      case SlotEffect.AbortOpen e -> find(e.id(), e.attempt()).ifPresent(Instance::abort);
      case SlotEffect.CloseLate e -> find(e.id(), e.attempt()).ifPresent(i -> close(i, true));
      case SlotEffect.Flip e -> flip(e.to());
      case SlotEffect.Drain e ->
          find(e.id(), e.attempt())
              .ifPresent(i -> i.drain(() -> post(new SlotEvent.Drained(e.id(), e.attempt()))));
      case SlotEffect.Cut e -> find(e.id(), e.attempt()).ifPresent(Instance::cut);
      case SlotEffect.Close e -> find(e.id(), e.attempt()).ifPresent(i -> close(i, false));
      case SlotEffect.Release e -> release(e.id());
      case SlotEffect.Arm e -> arm(e);
      case SlotEffect.Disarm e -> disarm(e.id());
      case SlotEffect.Note e -> note(e.id(), e.reason().code(), e.reason());
      case SlotEffect.CountLate e ->
          LOG.warn("{}: a plugin used its context after it was closed; ignored", spec.title());
    }
  }

  private Optional<Instance<C, T>> find(long id, long attempt) {
    return Optional.ofNullable(instances.get(new Attempt(id, attempt)));
  }

  private void arm(SlotEffect.Arm e) {
    disarm(e.id());
    timers.put(
        e.id(),
        host.timers.after(e.after(), () -> post(new SlotEvent.TimedOut(e.id(), e.timer()))));
  }

  private void disarm(long id) {
    Future<?> timer = timers.remove(id);
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void note(long id, String code, Reason reason) {
    synchronized (lock) {
      rows.note(id, code, reason);
      show(state);
    }
  }

  private void open(long id, long attempt) {
    Held<C, T> h = held.get(id);
    Instance<C, T> instance = new Instance<>(h.candidate(), attempt, new Worker(host.threads));
    instances.put(new Attempt(id, attempt), instance);
    synchronized (lock) {
      rows.forgetNotes(id);
    }
    // The slot's own deadline decides; this one only guards the worker should the slot have gone.
    Duration patience = spec.limits().open().plus(Job.GRACE);
    String name = h.candidate().name();
    Instant deadline = Instant.now().plus(spec.limits().open());
    Callable<T> open =
        () -> {
          var config = host.configs.of(spec.kind(), name);
          Consumer<Reason> report = why -> post(new SlotEvent.Reported(id, attempt, why));
          Opening opening = new Opening(spec.node(), name, config, deadline, report);
          return dress.apply(instance.open(contexts, opening));
        };
    Job.Terms terms = new Job.Terms(name, "open", patience, null);
    Job<T> job = new Job<>(terms, open, host.timers, new OpenEar(instance));
    instance.opening = job;
    instance.worker.run(job);
  }

  private final class OpenEar implements Job.Ear<T> {
    private final Instance<C, T> instance;
    private boolean lost;

    OpenEar(Instance<C, T> instance) {
      this.instance = instance;
    }

    @Override
    public void ended(Result<T> result) {
      long id = instance.candidate.serviceId();
      switch (result) {
        case Result.Value<T> v -> {
          instance.opened(v.value());
          loaders.put(id, instance.loader());
          post(new SlotEvent.Opened(id, instance.attempt));
        }
        case Result.Failure<T> f -> {
          // A lost thread is still inside the plugin: it is not given back under its feet.
          if (!lost) {
            forget(instance);
          }
          post(new SlotEvent.OpenFailed(id, instance.attempt, f.reason()));
        }
      }
    }

    @Override
    public void abandoned() {
      lost = true;
      host.lost();
      instance.worker.replace();
    }

    @Override
    public void returned() {
      host.found();
      forget(instance);
    }

    @Override
    public void tooLate(T value) {
      instance.worker.run(
          job(
              instance,
              "close",
              value::close,
              new Job.Ear<>() {
                @Override
                public void ended(Result<Boolean> result) {}
              }));
    }
  }

  /** What ends without an answer. */
  private interface Ending {
    void run() throws Exception;
  }

  private Job<Boolean> job(
      Instance<C, T> instance, String name, Ending body, Job.Ear<Boolean> ear) {
    Job.Terms terms =
        new Job.Terms(
            instance.candidate.name(), name, spec.limits().close(), instance.loader().get());
    return new Job<>(
        terms,
        () -> {
          body.run();
          return true;
        },
        host.timers,
        ear);
  }

  private void close(Instance<C, T> instance, boolean late) {
    instance.worker.run(job(instance, "close", instance::close, new CloseEar(instance, late)));
  }

  private final class CloseEar implements Job.Ear<Boolean> {
    private final Instance<C, T> instance;
    private final boolean late;

    CloseEar(Instance<C, T> instance, boolean late) {
      this.instance = instance;
      this.late = late;
    }

    @Override
    public void ended(Result<Boolean> result) {
      result.failure().ifPresent(r -> LOG.warn("{}: {}", spec.title(), r));
      forget(instance);
      if (!late) {
        post(new SlotEvent.Closed(instance.candidate.serviceId(), instance.attempt));
      }
    }

    @Override
    public void abandoned() {
      host.lost();
      instance.worker.replace();
    }

    @Override
    public void returned() {
      host.found();
    }
  }

  private void forget(Instance<C, T> instance) {
    instances.remove(new Attempt(instance.candidate.serviceId(), instance.attempt));
    instance.forget();
  }

  private void flip(OptionalLong to) {
    Instance<C, T> next = to.isEmpty() ? null : latest(to.getAsLong());
    flips.begin(current != null);
    current = next;
    listener.flipped(
        Optional.ofNullable(next).map(Instance::value),
        next == null ? Optional.empty() : row(next.candidate.serviceId()));
    flips
        .end(Optional.ofNullable(next).map(i -> i.candidate))
        .ifPresent(reason -> note(to.getAsLong(), "", reason));
  }

  private Instance<C, T> latest(long id) {
    return instances.values().stream()
        .filter(i -> i.candidate.serviceId() == id)
        .max(Comparator.comparingLong(i -> i.attempt))
        .orElse(null);
  }

  private void release(long id) {
    disarm(id);
    Held<C, T> h = held.remove(id);
    List<Instance<C, T>> left =
        instances.values().stream().filter(i -> i.candidate.serviceId() == id).toList();
    left.forEach(this::forget);
    if (h != null) {
      watch(h.candidate(), loaders.remove(id));
      h.gone().countDown();
    }
  }

  private void watch(Candidate<C, T> candidate, WeakReference<ClassLoader> loader) {
    if (loader != null) {
      String label = candidate.name() + " " + candidate.version();
      host.leaks.left(label, candidate.bundleId(), loader);
    }
  }
}
