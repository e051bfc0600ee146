package cuesta.framework.cron;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskId;
import cuesta.api.framework.FrameworkContext;
import cuesta.api.http.Endpoint;
import cuesta.engine.Effect;
import cuesta.engine.Engine;
import cuesta.framework.cron.engine.CronEffect;
import cuesta.framework.cron.engine.CronEngine;
import cuesta.framework.cron.engine.CronEvent;
import cuesta.framework.cron.engine.CronState;
import cuesta.framework.cron.engine.Packed;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.StoreCodec;
import cuesta.framework.kit.host.ServedFramework;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** One instance of framework-cron. */
final class CronFramework extends ServedFramework<CronState, String, CronEffect.Done> {
  static final String NAME = "cron";

  /** A role of its own, so that jobs and whatever else runs share as equals. */
  private static final String USUAL_ROLE = "cron";

  private final FrameworkContext context;
  private final CronState initial;
  private final Endpoint endpoint;

  CronFramework(FrameworkContext context) {
    super(context, NAME, USUAL_ROLE, "look whether it was: cuesta cron list");
    this.context = context;
    initial = CronState.of(info().roles());
    endpoint =
        new CronEndpoint(
                host()::present,
                waiters()::ask,
                context::store,
                context::view,
                InstantSource.system())
            .router();
  }

  @Override
  public Engine<CronState, FrameworkEvent> engine() {
    return new CronEngine();
  }

  @Override
  public CronState initial() {
    return initial;
  }

  @Override
  public StoreCodec codec() {
    return new CronCodec();
  }

  @Override
  public void perform(Effect effect) {
    switch ((CronEffect) effect) {
      case CronEffect.Durable e -> {}
      case CronEffect.Done e -> answer(e.call(), e);
      case CronEffect.Refusal e -> waiters().refused(e.call(), e.why());
      case CronEffect.Fetch e -> fetch(e);
    }
  }

  private void fetch(CronEffect.Fetch fetch) {
    Output.of(fetch.task(), context.files())
        .whenComplete((output, failure) -> fetched(fetch, output, failure));
  }

  /** An output whose news finds the engine flooded is fetched again by the next session. */
  private void fetched(CronEffect.Fetch fetch, Output output, Throwable failure) {
    Optional<Packed> packed = Optional.ofNullable(output).map(Output::pack);
    Optional<Reason> why =
        Optional.ofNullable(failure)
            .map(f -> Texts.why(Reasons.OUTPUT_UNAVAILABLE, fetch.task().value(), f));
    host().offer(new CronEvent.Fetched(fetch.name(), fetch.number(), packed, why));
  }

  @Override
  public Optional<Endpoint> endpoint() {
    return Optional.of(endpoint);
  }

  @Override
  public List<Reason> explain(TaskId task) {
    return host()
        .committed()
        .map(state -> new Whys(state, context.view()).of(task))
        .orElse(List.of());
  }
}
