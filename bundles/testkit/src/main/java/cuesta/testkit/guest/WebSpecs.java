package cuesta.testkit.guest;

import cuesta.api.framework.Check;
import cuesta.api.framework.Probe;
import cuesta.engine.SplitMix;
import cuesta.framework.webapp.engine.Spec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Versions of applications, as owners think them up. Small: they run beside others' work. */
final class WebSpecs {
  private static final int CPUS = 50;
  private static final int MEM = 16_000;

  private WebSpecs() {}

  static Spec spec(WebOwner.Time time, SplitMix random) {
    boolean storm = time == WebOwner.Time.STORM;
    Habit habit = time == WebOwner.Time.CALM ? Habit.GOOD : habit(random);
    boolean looked = !storm || random.chance(0.8);
    return new Spec(
        List.of("v" + random.below(1_000), habit.word()),
        false,
        CPUS,
        MEM,
        0,
        1,
        new TreeMap<>(),
        "",
        new Spec.Placement(List.of(), "agent", 0),
        random.chance(0.3) ? Optional.of(check(random)) : Optional.empty(),
        looked ? Optional.of(check(random)) : Optional.empty(),
        update(!storm || random.chance(0.7), random),
        Duration.ofSeconds(random.below(2) * random.below(6)),
        Duration.ofSeconds(random.below(4)),
        new Spec.Web(List.of(), List.of()),
        "sim");
  }

  private static Habit habit(SplitMix random) {
    return switch (random.below(10)) {
      case 0, 1 -> Habit.SLOW;
      case 2, 3 -> Habit.FAILING;
      default -> Habit.GOOD;
    };
  }

  private static Spec.Update update(boolean rollback, SplitMix random) {
    Duration deadline = Duration.ofSeconds(30 + random.below(60));
    return new Spec.Update(random.below(101), random.below(4) - 1, deadline, rollback);
  }

  private static Check check(SplitMix random) {
    return new Check(
        Probe.tcp(0),
        Duration.ofMillis(random.below(2_000)),
        Duration.ofSeconds(3 + random.below(10)),
        Duration.ofSeconds(20),
        Duration.ofSeconds(random.below(10)),
        1 + random.below(3));
  }
}
