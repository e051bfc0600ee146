package cuesta.framework.cron;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.framework.FrameworkContext;
import cuesta.api.framework.FrameworkInfo;
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
import cuesta.framework.kit.host.Framework;
import cuesta.framework.kit.host.KitHost;
import cuesta.framework.kit.http.Waiters;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One instance of framework-cron. */
final class CronFramework implements Framework<CronState> {
  static final String NAME = "cron";

  /** The setting that names its role. */
  static final String ROLE = "role";

  /** A role of its own, so that jobs and whatever else runs share as equals. */
  private static final String USUAL_ROLE = "cron";

  /** Long enough for a weekend without a master: until then its tasks are nobody's to kill. */
  private static final Duration FAILOVER = Duration.ofDays(7);

  private final FrameworkContext context;
  private final FrameworkInfo info;
  private final CronState initial;
  private final Waiters<String, CronEffect.Done> waiters;
  private final KitHost<CronState> host;
  private final Endpoint endpoint;
  private final List<CronEffect.Done> answers = new ArrayList<>();

  CronFramework(FrameworkContext context) {
    this.context = context;
    RoleId role = new RoleId(context.config().getOrDefault(ROLE, USUAL_ROLE));
    info = FrameworkInfo.of(NAME, role, FAILOVER);
    initial = CronState.of(info.roles());
    host = new KitHost<>(this, context);
    waiters = new Waiters<>(NAME, host::offer, "look whether it was: cuesta cron list");
    endpoint =
        new CronEndpoint(
                host::present, waiters::ask, context::store, context::view, InstantSource.system())
            .router();
  }

  KitHost<CronState> host() {
    return host;
  }

  @Override
  public FrameworkInfo info() {
    return info;
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
      case CronEffect.Done e -> answers.add(e);
      case CronEffect.Refusal e -> waiters.refused(e.call(), e.why());
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
    host.offer(new CronEvent.Fetched(fetch.name(), fetch.number(), packed, why));
  }

  @Override
  public void poisoned(FrameworkEvent event, Reason why) {
    if (event instanceof CronEvent asked) {
      waiters.refused(asked.call(), why);
    }
  }

  /** Whoever is answered reads what was committed: hence not before it can be read. */
  @Override
  public void published(CronState committed) {
    answers.forEach(answer -> waiters.done(answer.call(), answer));
    answers.clear();
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
    return host.committed()
        .map(state -> new Whys(state, context.view()).of(task))
        .orElse(List.of());
  }
}
