package cuesta.framework.kit.host;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskId;
import cuesta.api.framework.Filter;
import cuesta.api.framework.FrameworkContext;
import cuesta.api.framework.Operation;
import cuesta.api.framework.SchedulerSession;
import cuesta.api.framework.TaskInfo;
import cuesta.api.framework.UpdateView;
import cuesta.engine.Change;
import cuesta.engine.Effect;
import cuesta.engine.loop.World;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.KitEffect;
import cuesta.framework.kit.KitEvent;
import cuesta.framework.kit.StoreWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** An engine from one reading of the store on, until it stops or has to start anew. */
final class SessionLoop<S> implements World, AutoCloseable {
  private final Framework<S> framework;
  private final SchedulerSession session;
  private final FrameworkContext context;
  private final BiConsumer<SessionLoop<S>, Reason> failed;
  private final Runnable kept;
  private final StoreWriter writer;
  private final Clockwork.Loop<S> loop;
  private volatile boolean answered;
  private volatile boolean broken;

  SessionLoop(
      Framework<S> framework,
      FrameworkContext context,
      Clockwork clockwork,
      BiConsumer<SessionLoop<S>, Reason> failed,
      Runnable kept) {
    this.framework = framework;
    this.context = context;
    this.failed = failed;
    this.kept = kept;
    session = context.session();
    writer = new StoreWriter(framework.codec());
    loop =
        clockwork.loop(
            framework.info().name() + "-loop", framework.engine(), framework.initial(), this);
  }

  void start(StoreLoader.Loaded loaded, KitEvent.Loaded first) {
    loaded.entries().forEach(entry -> writer.known(entry.key(), entry.version()));
    writer.rewrite(loaded.stale());
    loop.put(first);
    loop.start();
  }

  void put(FrameworkEvent event) {
    loop.put(event);
  }

  boolean offer(FrameworkEvent event) {
    return loop.offer(event);
  }

  /** Empty until what was loaded is seen. */
  Optional<S> committed() {
    S state = loop.committed();
    return state == framework.initial() ? Optional.empty() : Optional.of(state);
  }

  @Override
  public void persist(long position, List<Change> changes) {
    writer.collect(position, changes);
  }

  @Override
  public void flush() {
    if (answered) {
      answered = false;
      writer.done();
    }
    StoreWriter.Batch batch = broken ? null : writer.next();
    if (batch == null) {
      return;
    }
    context
        .store()
        .commit(batch.ops())
        .whenComplete((done, failure) -> answered(batch.upTo(), failure));
  }

  /** On a thread of the core. */
  private void answered(long upTo, Throwable failure) {
    if (failure != null) {
      broken = true; // what waits for durability never leaves; a successor asks what became of it
      failed.accept(this, StoreLoader.refusal(failure).reason());
      return;
    }
    kept.run();
    answered = true;
    loop.durable(upTo);
  }

  @Override
  public void perform(Effect effect) {
    switch (effect) {
      case KitEffect.Accept e -> accept(e);
      case KitEffect.Decline e -> session.decline(e.offers(), e.filter());
      case KitEffect.Kill e -> session.kill(e.task(), e.grace());
      case KitEffect.Acknowledge e -> acknowledge(e.update());
      case KitEffect.Reconcile e -> session.reconcile(e.tasks());
      case KitEffect.Suppress e -> session.suppress(e.role());
      case KitEffect.Revive e -> session.revive(e.role());
      case KitEffect.Demand e -> session.demand(e.wishes());
      default -> framework.perform(effect);
    }
  }

  private void accept(KitEffect.Accept accept) {
    List<TaskId> tasks = accept.tasks().stream().map(TaskInfo::id).toList();
    session
        .accept(
            List.of(accept.offer()),
            List.of(Operation.launch(accept.tasks().toArray(TaskInfo[]::new))),
            Filter.NONE)
        .whenComplete((done, failure) -> refused(tasks, failure));
  }

  private void refused(List<TaskId> tasks, Throwable failure) {
    if (failure != null) {
      loop.put(new KitEvent.AcceptRefused(tasks, StoreLoader.refusal(failure).reason()));
    }
  }

  private void acknowledge(UpdateView update) {
    if (update.id().isPresent() && update.agent().isPresent()) {
      session.acknowledge(update.agent().get(), update.task(), update.id().get());
    }
  }

  @Override
  public void poisoned(Object event, RuntimeException failure) {
    Reason why =
        Reason.of(
            Reasons.INTERNAL,
            event.getClass().getSimpleName(),
            String.valueOf(failure),
            "the event was discarded; this is a bug");
    System.getLogger(SessionLoop.class.getName())
        .log(System.Logger.Level.ERROR, framework.info().name() + ": " + why, failure);
    context.report(why);
    framework.poisoned((FrameworkEvent) event, why);
  }

  @Override
  public void published() {
    committed().ifPresent(framework::published);
  }

  @Override
  public void close() {
    loop.close();
  }
}
