package cuesta.framework.webapp.engine;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskState;
import cuesta.api.framework.TaskInfo;
import cuesta.api.framework.UpdateView;
import cuesta.engine.Change;
import cuesta.engine.Engine;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.KitEffect;
import cuesta.framework.kit.KitEvent;
import cuesta.framework.kit.Launch;
import cuesta.framework.kit.Outcome;
import java.util.Collections;
import java.util.Optional;
import java.util.TreeMap;

/** Decides for framework-webapp. */
public final class WebEngine implements Engine<WebState, FrameworkEvent> {
  /** Tells an instance its application. */
  public static final String APP = "CUESTA_APP";

  /** Tells an instance its version. */
  public static final String VERSION = "CUESTA_APP_VERSION";

  /** Tells an instance its number. */
  public static final String INSTANCE = "CUESTA_APP_INSTANCE";

  @Override
  public Step<WebState> step(WebState state, FrameworkEvent event, Tick tick) {
    Turn turn = new Turn(state, tick);
    switch (event) {
      case KitEvent e -> kit(turn, e);
      case WebEvent.Wake e -> wake(turn);
      case WebEvent.GoOn e -> goOn(turn, e);
      case WebEvent.Fetched e -> Ending.fetched(turn, e);
      case WebEvent.Drained e -> Ending.drained(turn, e);
      case WebEvent e -> Requests.handle(turn, e);
      default -> throw new IllegalArgumentException("not an event of framework-webapp: " + event);
    }
    return turn.done(event);
  }

  private static void kit(Turn turn, KitEvent event) {
    switch (event) {
      case KitEvent.Loaded e -> loaded(turn, e);
      case KitEvent.Offered e -> Placing.offered(turn, e.offers());
      case KitEvent.Updated e -> updated(turn, e.update());
      case KitEvent.Doubt e -> turn.ask(e);
    }
  }

  private static void loaded(Turn turn, KitEvent.Loaded event) {
    turn.load(WebState.of(turn.state().roles()).subscribed(event.id()), event);
    for (Site site : turn.state().sites().values()) {
      Settling.settle(turn, site.name());
      Proving.await(turn, site.name());
    }
    turn.appetite();
  }

  private static void wake(Turn turn) {
    for (var one : turn.state().wakes().due(turn.now(), WebLimits.AT_ONCE)) {
      Settling.settle(turn, one.key());
    }
    turn.appetite();
  }

  private static void goOn(Turn turn, WebEvent.GoOn event) {
    Settling.settle(turn, event.name());
    Proving.await(turn, event.name()); // by the wall clock the time may not be over
    turn.appetite();
  }

  static TaskInfo task(Site site, Instance instance) {
    Spec spec = site.spec(instance);
    TreeMap<String, String> told = new TreeMap<>();
    told.put(APP, site.name());
    told.put(VERSION, Integer.toString(instance.version()));
    told.put(INSTANCE, Long.toString(instance.number()));
    return new TaskInfo(
        instance.launch().task(),
        site.name(),
        instance.launch().at().orElseThrow().resources(),
        spec.commandInfo(told),
        spec.grace(),
        Collections.emptySortedMap(),
        spec.health(),
        spec.readiness());
  }

  private static void updated(Turn turn, UpdateView update) {
    Key key = turn.launches().live().get(update.task());
    switch (turn.heard(update, WebLimits.LAUNCHES)) {
      case Outcome.Nothing<Key> o -> {}
      case Outcome.Said<Key> o -> said(turn, o.key(), o.launch());
      case Outcome.Again<Key> o -> again(turn, o.key(), o.launch());
      case Outcome.Ended<Key> o -> Ending.ended(turn, o.key(), o.launch(), o.exit());
      case Outcome.GaveUp<Key> o -> Ending.ended(turn, o.key(), o.launch(), Outcome.LOST);
    }
    if (key != null) {
      checked(turn, key, update);
    }
    turn.appetite();
    turn.emit(new KitEffect.Acknowledge(update));
  }

  private static void said(Turn turn, Key key, Launch launch) {
    Instance instance = turn.state().instance(key);
    turn.keep(key.app(), instance.with(launch));
    if (launch.state() == TaskState.UNREACHABLE && launch.kill().isEmpty()) {
      // Others take its place; when its agent returns, it has to go.
      Settling.kill(turn, key.app(), turn.state().instance(key));
    }
    Settling.settle(turn, key.app());
  }

  /** It waits again, and does so like all others of its application. */
  private static void again(Turn turn, Key key, Launch launch) {
    turn.keep(key.app(), turn.state().instance(key).with(launch));
  }

  /** What its checks say. */
  private static void checked(Turn turn, Key key, UpdateView update) {
    Instance instance = turn.state().instance(key);
    if (instance == null || instance.launch().state() != TaskState.RUNNING) {
      return;
    }
    boolean unchecked = turn.site(key.app()).spec(instance).readiness().isEmpty();
    boolean was = instance.since().isPresent();
    boolean ready = unchecked || update.ready().orElse(was);
    Instance.Checked now =
        new Instance.Checked(
            ready ? instance.since().or(() -> Optional.of(turn.now())) : Optional.empty(),
            update.healthy().or(instance.checked()::healthy),
            ready ? Optional.empty() : failing(update).or(instance.checked()::why));
    if (now.equals(instance.checked())) {
      return;
    }
    if (was && !ready) {
      Ending.unready(turn, key.app(), instance);
    }
    turn.keep(key.app(), instance.with(now));
    Proving.await(turn, turn.site(key.app()), turn.state().instance(key));
    Settling.settle(turn, key.app());
  }

  private static Optional<Reason> failing(UpdateView update) {
    return update.reason().filter(why -> why.code().equals(Reasons.NOT_READY));
  }

  @Override
  public WebState replay(WebState state, Change change) {
    return Replay.apply(state, (WebChange) change);
  }
}
