package cuesta.core.osgi.slot;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.front.PluginView;
import cuesta.api.plugin.Context;
import cuesta.core.slot.Rank;
import cuesta.core.slot.SlotEvent;
import cuesta.core.slot.SlotLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds every candidate of one plugin, keeps the best one open and calls it. Any thread. A call
 * that runs while the plugin is swapped ends in the old instance; the next one goes to the new.
 *
 * @param <C> what plugins are opened with
 * @param <T> what they make
 */
public final class PluginSlot<C extends Context, T extends AutoCloseable> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PluginSlot.class);

  private final SlotSpec spec;
  private final SlotHost host;
  private final SlotMachine<C, T> machine;

  /**
   * An empty slot.
   *
   * @param spec which slot it is
   * @param contexts makes what plugins are opened with
   * @param listener told of each flip
   * @param host threads and timers
   * @param rows where its candidates are shown
   */
  public PluginSlot(
      SlotSpec spec,
      ContextFactory<C> contexts,
      SlotListener<T> listener,
      SlotHost host,
      SlotsService rows) {
    this(spec, contexts, made -> made, listener, host, rows);
  }

  /**
   * An empty slot that dresses what its plugins make.
   *
   * @param spec which slot it is
   * @param contexts makes what plugins are opened with
   * @param dress wraps what {@code open} answered, once for each opening, on the same worker; what
   *     it answers is called and closed instead
   * @param listener told of each flip
   * @param host threads and timers
   * @param rows where its candidates are shown
   */
  public PluginSlot(
      SlotSpec spec,
      ContextFactory<C> contexts,
      UnaryOperator<T> dress,
      SlotListener<T> listener,
      SlotHost host,
      SlotsService rows) {
    this.spec = spec;
    this.host = host;
    machine = new SlotMachine<>(spec, contexts, dress, listener, host, new Rows(spec, rows));
  }

  /**
   * A candidate came: to be called by a bind method. Does not block.
   *
   * @param candidate who
   */
  public void offered(Candidate<C, T> candidate) {
    machine.hold(candidate);
    machine.post(
        new SlotEvent.Bound(
            new Rank(
                candidate.serviceId(),
                candidate.name(),
                candidate.bundleId(),
                candidate.ranking())));
  }

  /**
   * A candidate leaves: to be called by an unbind method. Returns when nothing runs in the plugin
   * any more and its instance is closed, or after {@link SlotLimits#leave}.
   *
   * @param serviceId who
   */
  public void withdrawn(long serviceId) {
    withdrawn(serviceId, spec.limits().leave());
  }

  /**
   * As {@link #withdrawn(long)}, with another patience: what still runs then goes on behind the
   * caller's back.
   *
   * @param serviceId who
   * @param patience when to return at the latest
   */
  public void withdrawn(long serviceId, Duration patience) {
    CountDownLatch gone = machine.gone(serviceId);
    machine.post(new SlotEvent.Unbound(serviceId));
    await(gone, patience);
  }

  private void await(CountDownLatch gone, Duration patience) {
    try {
      if (!gone.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("{}: a plugin did not let go within {} s", spec.title(), patience.toSeconds());
      }
    } catch (InterruptedException e) {
      // The bundle is stopped the hard way; the slot goes on letting go by itself.
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Who is current.
   *
   * @return its row; empty if the slot is empty
   */
  public Optional<PluginView> current() {
    return machine.current();
  }

  /**
   * Calls the current instance on its worker. Calls made this way never overlap; one that is stuck
   * is cut at its deadline and, if it does not heed that, left behind with its thread.
   *
   * @param name what the call is called in messages
   * @param deadline how long it may take, once it has begun
   * @param call what to do
   * @param answer told the outcome, once, on any thread; must not block
   * @param <R> what it answers
   */
  public <R> void submit(
      String name, Duration deadline, PluginCall<T, R> call, Consumer<Result<R>> answer) {
    start(name, deadline, call, answer);
  }

  /**
   * As {@link #submit}, and waits.
   *
   * @param name what the call is called in messages
   * @param deadline how long it may take, once it has begun
   * @param call what to do
   * @param <R> what it answers
   * @return the outcome
   */
  public <R> Result<R> call(String name, Duration deadline, PluginCall<T, R> call) {
    AtomicReference<Result<R>> result = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(1);
    Optional<Job<R>> job =
        start(
            name,
            deadline,
            call,
            r -> {
              result.set(r);
              done.countDown();
            });
    try {
      done.await();
      return result.get();
    } catch (InterruptedException e) {
      job.ifPresent(j -> j.cut(name + " was cut, since its caller was interrupted", true));
      Thread.currentThread().interrupt();
      return new Result.Failure<>(
          Reason.of(Reasons.PLUGIN_LATE, spec.title(), name + "'s caller was interrupted"), true);
    }
  }

  /**
   * Calls the current instance on the caller's thread. Such calls overlap. At the deadline the
   * thread is interrupted; if the plugin does not heed that the thread is counted as lost, and this
   * method returns only when the plugin does.
   *
   * @param name what the call is called in messages
   * @param deadline how long it may take
   * @param call what to do
   * @param <R> what it answers
   * @return the outcome
   */
  public <R> Result<R> callHere(String name, Duration deadline, PluginCall<T, R> call) {
    Instance<C, T> instance = machine.acquire();
    if (instance == null) {
      return empty();
    }
    AtomicReference<Result<R>> result = new AtomicReference<>();
    job(instance, name, deadline, call, new CallEar<>(instance, result::set, () -> {})).run();
    return result.get();
  }

  /**
   * Calls all instances that were current and are not closed yet, each on a thread of its own, and
   * waits. They finish what they have begun, and may be asked how far they are.
   *
   * @param name what the call is called in messages
   * @param deadline how long each may take
   * @param call what to do; its answer is dropped
   */
  public void callRetiring(String name, Duration deadline, PluginCall<T, ?> call) {
    List<Instance<C, T>> retiring = machine.retiring();
    CountDownLatch answers = new CountDownLatch(retiring.size());
    for (Instance<C, T> instance : retiring) {
      instance.enter();
      CallEar<Object> ear = new CallEar<>(instance, result -> answers.countDown(), () -> {});
      host.threads.execute(job(instance, name, deadline, call::on, ear));
    }
    try {
      answers.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the caller wants to stop
    }
  }

  private <R> Optional<Job<R>> start(
      String name, Duration deadline, PluginCall<T, R> call, Consumer<Result<R>> answer) {
    Instance<C, T> instance = machine.acquire();
    if (instance == null) {
      answer.accept(empty());
      return Optional.empty();
    }
    CallEar<R> ear = new CallEar<>(instance, answer, instance.worker::replace);
    Job<R> job = job(instance, name, deadline, call, ear);
    instance.worker.run(job);
    return Optional.of(job);
  }

  private <R> Job<R> job(
      Instance<C, T> instance,
      String name,
      Duration deadline,
      PluginCall<T, R> call,
      CallEar<R> ear) {
    T value = instance.value();
    Job.Terms terms =
        new Job.Terms(instance.candidate.name(), name, deadline, instance.loader().get());
    Job<R> job = new Job<>(terms, () -> call.on(value), host.timers, ear);
    ear.job = job;
    instance.running.add(job);
    return job;
  }

  private <R> Result<R> empty() {
    return new Result.Failure<>(
        Reason.of(
            Reasons.SLOT_EMPTY,
            spec.title(),
            "no plugin is current",
            "see 'cuesta plugins', or drop one into plugins/"),
        true);
  }

  /** Books what a call came to. */
  private final class CallEar<R> implements Job.Ear<R> {
    private final Instance<C, T> instance;
    private final Consumer<Result<R>> answer;
    private final Runnable lost;
    private volatile Job<R> job;

    CallEar(Instance<C, T> instance, Consumer<Result<R>> answer, Runnable lost) {
      this.instance = instance;
      this.answer = answer;
      this.lost = lost;
    }

    @Override
    public void ended(Result<R> result) {
      instance.running.remove(job);
      if (result instanceof Result.Failure<R> f && !f.refusal()) {
        machine.post(
            new SlotEvent.CallFailed(instance.candidate.serviceId(), instance.attempt, f.reason()));
      }
      instance.leave();
      answer.accept(result);
    }

    @Override
    public void abandoned() {
      host.lost();
      lost.run();
    }

    @Override
    public void returned() {
      host.found();
    }
  }

  /** Lets nothing be current until {@link #resume}; candidates stay. */
  public void pause() {
    machine.post(new SlotEvent.Pause());
  }

  /** Ends a pause. */
  public void resume() {
    machine.post(new SlotEvent.Resume());
  }

  /**
   * Gives candidates that were rejected or quarantined another chance.
   *
   * @param name the plugin's name
   */
  public void retry(String name) {
    machine.named(name).forEach(id -> machine.post(new SlotEvent.Retry(id)));
  }

  /**
   * Closes all instances and waits for that, within a bound. What is offered afterwards is not
   * opened.
   */
  @Override
  public void close() {
    machine.post(new SlotEvent.Shut());
    machine.all().forEach(gone -> await(gone, spec.limits().leave()));
  }
}
