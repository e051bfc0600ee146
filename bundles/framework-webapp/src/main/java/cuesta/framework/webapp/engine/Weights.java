package cuesta.framework.webapp.engine;

import cuesta.api.framework.Check;
import cuesta.framework.kit.Weight;
import java.util.Optional;

/** What descriptions take in the store. */
public final class Weights {
  private static final int FIELDS = 1_024;

  private Weights() {}

  /**
   * Weighs a description.
   *
   * @param spec a description
   * @return bytes, at most: each character is counted as JSON may have to write it
   */
  public static int of(Spec spec) {
    int bytes =
        FIELDS + Weight.of(spec.user()) + Weight.of(spec.principal()) + Weight.of(spec.command());
    for (var variable : spec.environment().entrySet()) {
      bytes += 8 + Weight.of(variable.getKey()) + Weight.of(variable.getValue());
    }
    return bytes
        + Weight.of(spec.placement().constraints())
        + Weight.of(spec.placement().spread())
        + Weight.of(spec.web().hosts())
        + Weight.of(spec.web().paths())
        + check(spec.health())
        + check(spec.readiness());
  }

  private static int check(Optional<Check> check) {
    return check
        .map(one -> 128 + Weight.of(one.probe().path()) + Weight.of(one.probe().command()))
        .orElse(0);
  }
}
