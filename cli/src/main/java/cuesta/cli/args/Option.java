package cuesta.cli.args;

import java.util.List;

/**
 * An option.
 *
 * @param names how it is written, the long name last
 * @param label what its value is called; empty if it has none
 * @param description for help
 */
public record Option(List<String> names, String label, String description) {
  /** One that is there or not. */
  public static Option flag(String description, String... names) {
    return new Option(List.of(names), "", description);
  }

  /** One with a value; given several times, the last one counts unless all are asked for. */
  public static Option value(String label, String description, String... names) {
    return new Option(List.of(names), label, description);
  }

  /** What it is asked for by. */
  String name() {
    return names.getLast();
  }

  boolean isFlag() {
    return label.isEmpty();
  }
}
