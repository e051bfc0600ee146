package cuesta.framework.run;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.RoleId;
import cuesta.api.cluster.OfferView;
import cuesta.api.framework.Filter;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.framework.FrameworkStore;
import cuesta.api.framework.Operation;
import cuesta.api.framework.Scheduler;
import cuesta.api.framework.TaskInfo;
import cuesta.api.framework.UpdateView;
import cuesta.contracts.framework.fakes.ScriptedSession;
import cuesta.engine.Change;
import cuesta.engine.Effect;
import cuesta.engine.Host;
import cuesta.engine.Runner;
import cuesta.engine.SplitMix;
import cuesta.engine.Tick;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.KitEffect;
import cuesta.framework.kit.KitEvent;
import cuesta.framework.kit.StoreWriter;
import cuesta.framework.run.engine.Request;
import cuesta.framework.run.engine.Run;
import cuesta.framework.run.engine.RunEffect;
import cuesta.framework.run.engine.RunEngine;
import cuesta.framework.run.engine.RunEvent;
import cuesta.framework.run.engine.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * An instance of framework-run on virtual time and in the test's thread: the shipped engine, codec
 * and store writer.
 */
final class SteppedRun implements Scheduler, Host {
  private static final List<RoleId> ROLES = List.of(RoleId.DEFAULT);

  private final ScriptedSession session;
  private final SplitMix random;
  private final RunCodec codec = new RunCodec();
  private final StoreWriter writer = new StoreWriter(codec);
  private final TreeMap<String, Effect.Arm> timers = new TreeMap<>();
  private final ArrayDeque<FrameworkEvent> early = new ArrayDeque<>();
  private final TreeMap<Long, Run> answered;
  private Runner<RunState, FrameworkEvent> runner;
  private boolean crashed;
  private long nanos;

  /** Answers go to {@code answered}, by call. */
  SteppedRun(ScriptedSession session, long seed, TreeMap<Long, Run> answered) {
    this.session = session;
    this.answered = answered;
    random = new SplitMix(seed);
  }

  @Override
  public FrameworkInfo info() {
    return FrameworkInfo.of("run", RoleId.DEFAULT, Duration.ofDays(7));
  }

  @Override
  public void subscribed(FrameworkId id, boolean again) {
    long version = read("").stream().filter(e -> e.key().equals("kit/session")).count();
    long mark = version == 0 ? 0 : entry("kit/session").version();
    session
        .commit(List.of(FrameworkStore.Op.put("kit/session", mark, 1, new byte[0])))
        .whenComplete((done, failure) -> loaded(id, again, failure));
  }

  private void loaded(FrameworkId id, boolean again, Throwable failure) {
    if (failure != null || crashed) {
      return;
    }
    List<Change> kept = new ArrayList<>();
    for (FrameworkStore.Entry entry : read("")) {
      writer.known(entry.key(), entry.version());
      if (entry.key().startsWith("run/")) {
        kept.add(codec.read(entry));
      }
    }
    runner = new Runner<>(new RunEngine(), RunState.of(ROLES), this);
    handle(new KitEvent.Loaded(id, again, kept));
    while (!early.isEmpty()) {
      handle(early.poll());
    }
  }

  private List<FrameworkStore.Entry> read(String prefix) {
    return session.scan(prefix, "", 1_000).toCompletableFuture().join().entries();
  }

  private FrameworkStore.Entry entry(String key) {
    return session.get(key).toCompletableFuture().join().orElseThrow();
  }

  boolean isReady() {
    return runner != null && !crashed;
  }

  RunState committed() {
    return runner.committed();
  }

  boolean isBehind() {
    return runner.isBehind();
  }

  void crash() {
    crashed = true;
  }

  void request(Request request, long call) {
    handle(new RunEvent.Coming(request));
    handle(new RunEvent.Requested(request, call));
  }

  void kill(long number, long call) {
    handle(new RunEvent.KillRequested(number, Duration.ofSeconds(3), call));
  }

  boolean fireTimer() {
    if (timers.isEmpty() || crashed) {
      return false;
    }
    Effect.Arm due = timers.pollFirstEntry().getValue();
    nanos += due.delayNanos();
    handle((FrameworkEvent) due.event());
    return true;
  }

  private void handle(FrameworkEvent event) {
    if (crashed) {
      return;
    }
    if (runner == null) {
      early.add(event);
      return;
    }
    nanos += 1_000_000;
    runner.handle(event, new Tick(nanos, Instant.EPOCH.plusNanos(nanos), random.fork()));
    flush();
  }

  private void flush() {
    StoreWriter.Batch batch = writer.next();
    if (batch != null) {
      session.commit(batch.ops()).whenComplete((done, failure) -> committed(batch.upTo(), failure));
    }
  }

  private void committed(long upTo, Throwable failure) {
    if (crashed) {
      return;
    }
    if (failure != null) {
      throw new AssertionError("a batch was refused", failure);
    }
    writer.done();
    runner.committed(upTo);
    flush();
  }

  @Override
  public void persist(long position, List<Change> changes) {
    writer.collect(position, changes);
  }

  @Override
  public void perform(Effect effect) {
    switch (effect) {
      case Effect.Arm e -> timers.put(e.key(), e);
      case Effect.Disarm e -> timers.remove(e.key());
      case KitEffect.Accept e -> accept(e);
      case KitEffect.Decline e -> session.decline(e.offers(), e.filter());
      case KitEffect.Kill e -> session.kill(e.task(), e.grace());
      case KitEffect.Acknowledge e -> acknowledge(e.update());
      case KitEffect.Reconcile e -> session.reconcile(e.tasks());
      case KitEffect.Suppress e -> session.suppress(e.role());
      case KitEffect.Revive e -> session.revive(e.role());
      case KitEffect.Demand e -> session.demand(e.wishes());
      case RunEffect.Done e -> answered.put(e.call(), e.run());
      default -> {
        // refusals and what is new
      }
    }
  }

  private void accept(KitEffect.Accept e) {
    session
        .accept(
            List.of(e.offer()),
            List.of(Operation.launch(e.tasks().toArray(TaskInfo[]::new))),
            Filter.NONE)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                handle(
                    new KitEvent.AcceptRefused(
                        e.tasks().stream().map(TaskInfo::id).toList(),
                        Reason.of("OFFER_UNKNOWN", "", "")));
              }
            });
  }

  private void acknowledge(UpdateView update) {
    if (update.id().isPresent()) {
      session.acknowledge(update.agent().orElseThrow(), update.task(), update.id().get());
    }
  }

  @Override
  public void poisoned(Object event, RuntimeException failure) {
    throw new AssertionError("broke on " + event, failure);
  }

  @Override
  public void offers(List<? extends OfferView> offers) {
    handle(new KitEvent.Offered(List.copyOf(offers)));
  }

  @Override
  public void lost(AgentId agent, Reason why) {
    handle(new KitEvent.AgentLost(agent));
  }

  @Override
  public void update(UpdateView update) {
    handle(new KitEvent.Updated(update));
  }
}
