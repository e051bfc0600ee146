package cuesta.framework.cron.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Makes descriptions of jobs: half a core, nothing else said. */
record Specs(Spec spec) {
  static Specs of(String name, String schedule) {
    return new Specs(
        new Spec(
            name,
            schedule,
            "UTC",
            List.of("true"),
            false,
            500,
            64_000,
            0,
            new TreeMap<>(),
            "",
            Spec.Overlap.FORBID,
            Spec.CatchUp.LAST,
            0,
            Optional.empty(),
            Duration.ofSeconds(3),
            "op"));
  }

  Specs zone(String zone) {
    return with(zone, spec.overlap(), spec.catchUp(), spec.retries(), spec.timeout());
  }

  Specs allow() {
    return with(spec.zone(), Spec.Overlap.ALLOW, spec.catchUp(), spec.retries(), spec.timeout());
  }

  Specs catchUp(Spec.CatchUp which) {
    return with(spec.zone(), spec.overlap(), which, spec.retries(), spec.timeout());
  }

  Specs retries(int most) {
    return with(spec.zone(), spec.overlap(), spec.catchUp(), most, spec.timeout());
  }

  Specs timeout(int seconds) {
    return with(
        spec.zone(),
        spec.overlap(),
        spec.catchUp(),
        spec.retries(),
        Optional.of(Duration.ofSeconds(seconds)));
  }

  private Specs with(
      String zone,
      Spec.Overlap overlap,
      Spec.CatchUp catchUp,
      int retries,
      Optional<Duration> timeout) {
    return new Specs(
        new Spec(
            spec.name(),
            spec.schedule(),
            zone,
            spec.command(),
            spec.shell(),
            spec.cpus(),
            spec.mem(),
            spec.disk(),
            spec.environment(),
            spec.user(),
            overlap,
            catchUp,
            retries,
            timeout,
            spec.grace(),
            spec.principal()));
  }

  /** With a command of so many characters. */
  Specs large(int characters) {
    return new Specs(
        new Spec(
            spec.name(),
            spec.schedule(),
            spec.zone(),
            List.of("x".repeat(characters)),
            spec.shell(),
            spec.cpus(),
            spec.mem(),
            spec.disk(),
            spec.environment(),
            spec.user(),
            spec.overlap(),
            spec.catchUp(),
            spec.retries(),
            spec.timeout(),
            spec.grace(),
            spec.principal()));
  }
}
