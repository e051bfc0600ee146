package cuesta.framework.run;

import cuesta.api.Reason;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.framework.FrameworkContext;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.http.Endpoint;
import cuesta.engine.Effect;
import cuesta.engine.Engine;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.StoreCodec;
import cuesta.framework.kit.WhyWaiting;
import cuesta.framework.kit.host.Framework;
import cuesta.framework.kit.host.KitHost;
import cuesta.framework.kit.http.Waiters;
import cuesta.framework.run.engine.Run;
import cuesta.framework.run.engine.RunEffect;
import cuesta.framework.run.engine.RunEngine;
import cuesta.framework.run.engine.RunEvent;
import cuesta.framework.run.engine.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One instance of framework-run. */
final class RunFramework implements Framework<RunState> {
  static final String NAME = "run";

  /** The setting that names its role. */
  static final String ROLE = "role";

  /** Long enough for a weekend without a master: until then its tasks are nobody's to kill. */
  private static final Duration FAILOVER = Duration.ofDays(7);

  private final FrameworkContext context;
  private final FrameworkInfo info;
  private final RunState initial;
  private final Waiters<Long, Run> waiters;
  private final KitHost<RunState> host;
  private final Endpoint endpoint;
  private RunState last;

  RunFramework(FrameworkContext context) {
    this.context = context;
    RoleId role = new RoleId(context.config().getOrDefault(ROLE, RoleId.DEFAULT.value()));
    info = FrameworkInfo.of(NAME, role, FAILOVER);
    initial = RunState.of(info.roles());
    last = initial;
    host = new KitHost<>(this, context);
    waiters = new Waiters<>(NAME, host::offer, "ask again with the same Idempotency-Key");
    endpoint = new RunEndpoint(info.roles(), host, waiters, context::view).router();
  }

  KitHost<RunState> host() {
    return host;
  }

  @Override
  public FrameworkInfo info() {
    return info;
  }

  @Override
  public Engine<RunState, FrameworkEvent> engine() {
    return new RunEngine();
  }

  @Override
  public RunState initial() {
    return initial;
  }

  @Override
  public StoreCodec codec() {
    return new RunCodec();
  }

  @Override
  public void perform(Effect effect) {
    switch ((RunEffect) effect) {
      case RunEffect.Durable e -> {}
      case RunEffect.Done e -> waiters.done(e.call(), e.run());
      case RunEffect.Refusal e -> waiters.refused(e.call(), e.why());
    }
  }

  @Override
  public void poisoned(FrameworkEvent event, Reason why) {
    if (event instanceof RunEvent asked) {
      waiters.refused(asked.call(), why);
    }
  }

  /** Wakes those who follow a run that changed; costs what changed. */
  @Override
  public void published(RunState committed) {
    committed.runs().diff(last.runs(), (number, before, after) -> waiters.changed(number));
    last = committed;
  }

  @Override
  public void restarts(Reason why) {
    waiters.startAnew(why);
  }

  @Override
  public void over(Reason why) {
    waiters.over(why);
  }

  @Override
  public Optional<Endpoint> endpoint() {
    return Optional.of(endpoint);
  }

  @Override
  public List<Reason> explain(TaskId task) {
    List<Reason> reasons = new ArrayList<>();
    host.committed()
        .flatMap(state -> state.runOf(task))
        .ifPresent(
            run -> {
              reasons.addAll(WhyWaiting.reasons(run.launch(), run.wish(), context.view()));
              if (!run.waits()) {
                run.reason().ifPresent(reasons::add);
              }
            });
    return reasons;
  }
}
