package cuesta.cli.command;

import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Options in few words. */
public final class Options {
  private Options() {}

  /** One that is there or not. */
  public static OptionSpec flag(String description, String... names) {
    return builder(description, names).arity("0").type(boolean.class).build();
  }

  /** One with a value. */
  public static OptionSpec value(String label, String description, String... names) {
    return builder(description, names).arity("1").type(String.class).paramLabel(label).build();
  }

  /** One with a value that may be given several times. */
  static OptionSpec values(String label, String description, String... names) {
    return builder(description, names)
        .arity("1")
        .type(java.util.List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .build();
  }

  private static OptionSpec.Builder builder(String description, String... names) {
    return OptionSpec.builder(names).description(description);
  }

  /** One parameter that must be there. */
  static PositionalParamSpec parameter(String label, String description) {
    return PositionalParamSpec.builder()
        .index("0")
        .arity("1")
        .required(true)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }
}
