package cuesta.framework.run;

import cuesta.api.Reason;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.framework.FrameworkContext;
import cuesta.api.http.Endpoint;
import cuesta.engine.Effect;
import cuesta.engine.Engine;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.StoreCodec;
import cuesta.framework.kit.WhyWaiting;
import cuesta.framework.kit.host.ServedFramework;
import cuesta.framework.run.engine.Run;
import cuesta.framework.run.engine.RunEffect;
import cuesta.framework.run.engine.RunEngine;
import cuesta.framework.run.engine.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One instance of framework-run. */
final class RunFramework extends ServedFramework<RunState, Long, Run> {
  static final String NAME = "run";

  private final FrameworkContext context;
  private final RunState initial;
  private final Endpoint endpoint;
  private RunState last;

  RunFramework(FrameworkContext context) {
    super(context, NAME, RoleId.DEFAULT.value(), "ask again with the same Idempotency-Key");
    this.context = context;
    initial = RunState.of(info().roles());
    last = initial;
    endpoint = new RunEndpoint(info().roles(), host(), waiters(), context::view).router();
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
      case RunEffect.Done e -> answer(e.call(), e.run());
      case RunEffect.Refusal e -> waiters().refused(e.call(), e.why());
    }
  }

  /** Wakes those who follow a run that changed; costs what changed. */
  @Override
  public void published(RunState committed) {
    super.published(committed);
    committed.runs().diff(last.runs(), (number, before, after) -> waiters().changed(number));
    last = committed;
  }

  @Override
  public Optional<Endpoint> endpoint() {
    return Optional.of(endpoint);
  }

  @Override
  public List<Reason> explain(TaskId task) {
    List<Reason> reasons = new ArrayList<>();
    host()
        .committed()
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
