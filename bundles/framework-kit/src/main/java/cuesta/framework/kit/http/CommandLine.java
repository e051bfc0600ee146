package cuesta.framework.kit.http;

import java.util.List;
import java.util.stream.Collectors;

/** Commands as people type them. */
public final class CommandLine {
  private CommandLine() {}

  /**
   * A command in one line.
   *
   * @param command argv, or one shell line
   * @param shell whether it is a shell line
   * @return with quotes where a shell would need them
   */
  public static String of(List<String> command, boolean shell) {
    return shell
        ? command.getFirst()
        : command.stream().map(CommandLine::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
