package cuesta.framework.webapp.engine;

import cuesta.api.framework.Check;
import cuesta.api.framework.Probe;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Descriptions for tests, changed one thing at a time. */
public record Specs(
    String word, String version, Spec.Update update, Duration drain, Spec.Placement placement) {
  static final Check TCP =
      new Check(
          Probe.tcp(0),
          Duration.ZERO,
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ZERO,
          2);

  /** Behaves as the word says, see {@link Town}. */
  public static Specs of(String word) {
    return new Specs(
        word,
        "",
        new Spec.Update(100, 1, Duration.ofMinutes(2), true),
        Duration.ZERO,
        new Spec.Placement(List.of(), "agent", 0));
  }

  /** Another version of the same. */
  Specs version(String text) {
    return new Specs(word, text, update, drain, placement);
  }

  Specs update(int minHealthy, int surge, boolean rollback) {
    return new Specs(
        word,
        version,
        new Spec.Update(minHealthy, surge, Duration.ofMinutes(2), rollback),
        drain,
        placement);
  }

  Specs drain(int seconds) {
    return new Specs(word, version, update, Duration.ofSeconds(seconds), placement);
  }

  Specs placement(int most, String... constraints) {
    return new Specs(
        word, version, update, drain, new Spec.Placement(List.of(constraints), "agent", most));
  }

  /** With one port. */
  public Spec spec() {
    return spec(1);
  }

  Spec spec(int ports) {
    return spec(ports, Optional.of(TCP));
  }

  /** Nobody looks whether it is ready. */
  Spec unchecked() {
    return spec(0, Optional.empty());
  }

  private Spec spec(int ports, Optional<Check> readiness) {
    return new Spec(
        List.of(word, version),
        false,
        500,
        64_000,
        0,
        ports,
        Collections.unmodifiableSortedMap(new TreeMap<>()),
        "",
        placement,
        Optional.empty(),
        readiness,
        update,
        drain,
        Duration.ofSeconds(3),
        new Spec.Web(List.of(), List.of()),
        "me");
  }
}
