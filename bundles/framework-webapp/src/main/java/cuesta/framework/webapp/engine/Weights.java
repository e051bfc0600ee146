package cuesta.framework.webapp.engine;

import cuesta.api.framework.Check;
import java.util.List;
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
    int bytes = FIELDS + text(spec.user()) + text(spec.principal()) + texts(spec.command());
    for (var variable : spec.environment().entrySet()) {
      bytes += 8 + text(variable.getKey()) + text(variable.getValue());
    }
    return bytes
        + texts(spec.placement().constraints())
        + text(spec.placement().spread())
        + texts(spec.web().hosts())
        + texts(spec.web().paths())
        + check(spec.health())
        + check(spec.readiness());
  }

  private static int check(Optional<Check> check) {
    return check
        .map(one -> 128 + text(one.probe().path()) + texts(one.probe().command()))
        .orElse(0);
  }

  private static int texts(List<String> texts) {
    return texts.stream().mapToInt(text -> 4 + text(text)).sum();
  }

  private static int text(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes += c < ' ' || c >= 127 ? 6 : c == '"' || c == '\\' ? 2 : 1;
    }
    return bytes;
  }
}
