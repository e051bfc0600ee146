package cuesta.framework.cron.engine;

import cuesta.api.cluster.OfferView;
import cuesta.api.framework.TaskInfo;
import cuesta.api.framework.UpdateView;
import cuesta.engine.Change;
import cuesta.engine.Engine;
import cuesta.engine.Step;
import cuesta.engine.Table;
import cuesta.engine.Tick;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.KitEffect;
import cuesta.framework.kit.KitEvent;
import cuesta.framework.kit.Outcome;
import cuesta.framework.kit.Plan;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/** Decides for framework-cron. */
public final class CronEngine implements Engine<CronState, FrameworkEvent> {
  /** Tells a run its job. */
  public static final String JOB = "CUESTA_CRON_JOB";

  /** Tells a run its instant, in UTC as ISO 8601 has it. */
  public static final String INSTANT = "CUESTA_CRON_INSTANT";

  /** Tells a run which attempt it is, from 1. */
  public static final String ATTEMPT = "CUESTA_CRON_ATTEMPT";

  /** Tells a run its id. */
  public static final String RUN = "CUESTA_CRON_RUN";

  @Override
  public Step<CronState> step(CronState state, FrameworkEvent event, Tick tick) {
    Turn turn = new Turn(state, tick);
    switch (event) {
      case KitEvent e -> kit(turn, e);
      case CronEvent.Due e -> Ticks.due(turn);
      case CronEvent.Wake e -> Ending.wake(turn);
      case CronEvent.Fetched e -> Ending.fetched(turn, e);
      case CronEvent e -> Requests.handle(turn, e);
      default -> throw new IllegalArgumentException("not an event of framework-cron: " + event);
    }
    return turn.done(event);
  }

  private static void kit(Turn turn, KitEvent event) {
    switch (event) {
      case KitEvent.Loaded e -> loaded(turn, e);
      case KitEvent.Offered e -> offered(turn, e.offers());
      case KitEvent.Updated e -> updated(turn, e.update());
      case KitEvent.Doubt e -> turn.ask(e);
    }
  }

  private static void loaded(Turn turn, KitEvent.Loaded event) {
    turn.load(CronState.of(turn.state().roles()).subscribed(event.id()), event);
    CronState state = turn.state();
    Instant since = turn.now().minus(CronLimits.PUNCTUAL); // a swap is no outage
    Table<String, Instant> missed = Table.empty();
    for (Row row : state.rows().values()) {
      if (row.next().filter(next -> !next.isAfter(since)).isPresent()) {
        missed = missed.with(row.name(), turn.now());
      }
    }
    turn.become(state.withMissed(missed));
    for (Row row : state.rows().values()) {
      row.history().values().forEach(run -> Ending.fetch(turn, row.name(), run));
      Ending.purge(turn, row.name());
    }
    turn.appetite();
  }

  /** Each offer is used or declined in the step in which it comes, so that none is ever held. */
  private static void offered(Turn turn, List<? extends OfferView> offers) {
    if (turn.launches().waiting().isEmpty()) {
      turn.decline(offers.stream().map(OfferView::id).toList(), CronLimits.IDLE);
      turn.appetite();
      return;
    }
    Plan<Key> plan = turn.launches().place(offers, turn.state()::wish, CronLimits.LAUNCHES_AT_ONCE);
    for (Plan.Intent<Key> one : plan.intents()) {
      Row row = turn.row(one.key().job());
      Run run = row.progress().open().get(one.key().number()).with(one.launch());
      turn.keep(row.name(), row.progress().with(run));
    }
    // Before the accepts, or what they leave over would be offered to somebody who wants no more.
    turn.appetite();
    plan.accept(
        one -> task(turn.row(one.key().job()), turn.state().run(one.key())), turn.effects());
    turn.decline(plan.rest(), CronLimits.MISFIT);
  }

  private static TaskInfo task(Row row, Run run) {
    Spec spec = row.job().spec();
    TreeMap<String, String> told = new TreeMap<>();
    told.put(JOB, row.name());
    told.put(INSTANT, run.instant().toString());
    told.put(ATTEMPT, Integer.toString(run.attempt()));
    told.put(RUN, run.id(row.name()));
    return new TaskInfo(
        run.launch().task(),
        row.name(),
        run.launch().at().orElseThrow().resources(),
        spec.commandInfo(told),
        spec.grace(),
        Collections.emptySortedMap());
  }

  private static void updated(Turn turn, UpdateView update) {
    switch (turn.heard(update, CronLimits.LAUNCHES)) {
      case Outcome.Nothing<Key> o -> {}
      case Outcome.Said<Key> o -> keep(turn, o.key(), o.launch());
      case Outcome.Again<Key> o -> keep(turn, o.key(), o.launch());
      case Outcome.Ended<Key> o -> Ending.attempt(turn, o.key(), o.launch(), o.exit());
      case Outcome.GaveUp<Key> o -> Ending.attempt(turn, o.key(), o.launch(), Outcome.LOST);
    }
    turn.appetite();
    turn.emit(new KitEffect.Acknowledge(update));
  }

  private static void keep(Turn turn, Key key, cuesta.framework.kit.Launch launch) {
    Progress progress = turn.row(key.job()).progress();
    turn.keep(key.job(), progress.with(progress.open().get(key.number()).with(launch)));
  }

  @Override
  public CronState replay(CronState state, Change change) {
    return apply(state, (CronChange) change);
  }

  static CronState apply(CronState state, CronChange change) {
    return Replay.apply(state, change);
  }
}
