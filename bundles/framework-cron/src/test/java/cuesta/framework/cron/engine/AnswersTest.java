package cuesta.framework.cron.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.RoleId;
import cuesta.api.TaskState;
import cuesta.engine.SplitMix;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.KitEvent;
import cuesta.framework.kit.Launch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Whoever asks for what is so already is answered after a write, too. A leader that was frozen does
 * not know what its successor did meanwhile, and what it has to write never becomes durable.
 */
class AnswersTest {
  private static final String JOB = "job";

  private final CronEngine engine = new CronEngine();
  private CronState state = CronState.of(List.of(RoleId.DEFAULT));
  private long seconds;

  private Step<CronState> tell(FrameworkEvent event) {
    seconds++;
    Step<CronState> step =
        engine.step(
            state,
            event,
            new Tick(
                Duration.ofSeconds(seconds).toNanos(),
                Instant.ofEpochSecond(seconds),
                new SplitMix(seconds)));
    state = step.state();
    return step;
  }

  private void begin() {
    tell(new KitEvent.Loaded(new FrameworkId("f"), false, List.of()));
    tell(new CronEvent.Put(spec(), CronEvent.Mode.ADD, 1));
  }

  /** Answers, and writes what it had written already. */
  private void repeats(CronEvent event) {
    tell(event);
    Row before = state.rows().get(JOB);
    Step<CronState> again = tell(event);
    assertTrue(again.effects().contains(new CronEffect.Done(event.call(), JOB, 0)));
    assertFalse(again.changes().isEmpty(), event + " is answered at once");
    assertEquals(before, state.rows().get(JOB));
  }

  @Test
  void pausesWhatIsPaused() {
    begin();
    repeats(new CronEvent.Pause(JOB, 2));
  }

  @Test
  void resumesWhatIsNotPaused() {
    begin();
    repeats(new CronEvent.Resume(JOB, 2));
  }

  @Test
  void deletesWhatGoes() {
    begin();
    tell(new CronEvent.RunNow(JOB, 2));
    Run run = state.rows().get(JOB).progress().open().get(1L);
    Run live =
        run.with(
            new Launch(
                run.launch().id(),
                1,
                Optional.of(new Launch.At(new AgentId("a1"), spec().amounts(), Optional.empty())),
                TaskState.RUNNING,
                Optional.of(Instant.ofEpochSecond(seconds)),
                Optional.empty(),
                Optional.empty()));
    state =
        engine.replay(
            state, new CronChange.Moved(JOB, state.rows().get(JOB).progress().with(live)));
    repeats(new CronEvent.Delete(JOB, 3));
  }

  private static Spec spec() {
    return new Spec(
        JOB,
        "@every 1h",
        "UTC",
        List.of("true"),
        false,
        500,
        64_000,
        0,
        new TreeMap<>(),
        "",
        Spec.Overlap.FORBID,
        Spec.CatchUp.NONE,
        0,
        Optional.empty(),
        Duration.ofSeconds(3),
        "op");
  }
}
