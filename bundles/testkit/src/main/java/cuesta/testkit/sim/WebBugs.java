package cuesta.testkit.sim;

import cuesta.api.TaskState;
import cuesta.engine.Change;
import cuesta.engine.Engine;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.KitEvent;
import cuesta.framework.kit.Launch;
import cuesta.framework.webapp.engine.App;
import cuesta.framework.webapp.engine.Instance;
import cuesta.framework.webapp.engine.WebChange;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Planted bugs that only framework-webapp can have; other guests' engines stay as they are. */
final class WebBugs {
  private WebBugs() {}

  /** A successor takes whoever runs for ready. */
  static <S> Engine<S, FrameworkEvent> trusting(Engine<S, FrameworkEvent> shipped) {
    return readingInstances(
        shipped,
        i ->
            i.launch().state() == TaskState.RUNNING
                ? with(i, i.launch(), i.since().or(() -> i.launch().started()))
                : i);
  }

  /** A successor does not know who was to be killed. */
  static <S> Engine<S, FrameworkEvent> forgiving(Engine<S, FrameworkEvent> shipped) {
    return readingInstances(
        shipped,
        i -> {
          Launch l = i.launch();
          return with(
              i,
              new Launch(
                  l.id(), l.number(), l.at(), l.state(), l.started(), Optional.empty(), l.why()),
              i.since());
        });
  }

  /** A successor believes that whoever was launched last still waits, and has no number yet. */
  static <S> Engine<S, FrameworkEvent> again(Engine<S, FrameworkEvent> shipped) {
    return readingInstances(
        shipped,
        i ->
            i.launch().state() == TaskState.STAGING
                ? with(i, Launch.waiting(i.launch().id()), i.since())
                : i);
  }

  /** A successor has lost count by one. */
  static <S> Engine<S, FrameworkEvent> miscounting(Engine<S, FrameworkEvent> shipped) {
    return reading(
        shipped,
        change ->
            change instanceof WebChange.AppKept kept
                ? new WebChange.AppKept(miscounted(kept.app()))
                : change);
  }

  private static App miscounted(App app) {
    return new App(
        app.name(),
        app.tag(),
        app.created(),
        app.aim(),
        app.course(),
        Math.max(0, app.count() - 1),
        app.crash(),
        app.rollouts());
  }

  private static Instance with(Instance i, Launch launch, Optional<Instant> since) {
    return new Instance(
        i.number(),
        i.version(),
        i.generation(),
        i.created(),
        launch,
        i.host(),
        i.spot(),
        new Instance.Checked(since, i.checked().healthy(), i.checked().why()),
        i.leaves());
  }

  private static <S> Engine<S, FrameworkEvent> readingInstances(
      Engine<S, FrameworkEvent> shipped, UnaryOperator<Instance> misread) {
    return reading(
        shipped,
        change ->
            change instanceof WebChange.InstanceKept kept
                ? new WebChange.InstanceKept(kept.name(), misread.apply(kept.instance()))
                : change);
  }

  /** What a successor reads is not what its predecessor wrote. */
  private static <S> Engine<S, FrameworkEvent> reading(
      Engine<S, FrameworkEvent> shipped, UnaryOperator<Change> misread) {
    return new Wrapped<>(shipped) {
      @Override
      public Step<S> step(S state, FrameworkEvent event, Tick tick) {
        return super.step(
            state,
            event instanceof KitEvent.Loaded loaded
                ? new KitEvent.Loaded(
                    loaded.id(), loaded.again(), loaded.kept().stream().map(misread).toList())
                : event,
            tick);
      }
    };
  }
}
