package cuesta.api.framework;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What to run, as Mesos' CommandInfo has it.
 *
 * @param shell whether {@code value} goes to {@code /bin/sh -c}; {@code arguments} are then ignored
 * @param value the shell line, or the program
 * @param arguments the whole argv, argv[0] included
 * @param environment variables for the command
 * @param user as whom; empty for the framework's user
 */
public record CommandInfo(
    boolean shell,
    String value,
    List<String> arguments,
    SortedMap<String, String> environment,
    Optional<String> user) {
  /** Checks what can be checked without the agent, and copies. */
  public CommandInfo {
    arguments = List.copyOf(arguments);
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    if (value.isEmpty()) {
      throw new IllegalArgumentException("command.value is empty; say what to run");
    }
    for (String name : environment.keySet()) {
      if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
        throw new IllegalArgumentException(
            "command.environment has the bad name '" + name + "'; names hold no '='");
      }
    }
    if (value.indexOf('\0') >= 0 || arguments.stream().anyMatch(a -> a.indexOf('\0') >= 0)) {
      throw new IllegalArgumentException("command holds a NUL character");
    }
  }

  /**
   * A command given as argv.
   *
   * @param argv the program, then its arguments
   * @param environment variables
   * @return the command
   */
  public static CommandInfo of(List<String> argv, SortedMap<String, String> environment) {
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("command is empty; say what to run");
    }
    return new CommandInfo(false, argv.getFirst(), argv, environment, Optional.empty());
  }

  /**
   * A shell line.
   *
   * @param line what /bin/sh runs
   * @return the command
   */
  public static CommandInfo shell(String line) {
    return new CommandInfo(true, line, List.of(), Collections.emptySortedMap(), Optional.empty());
  }

  /**
   * The same as somebody else.
   *
   * @param name the user; empty for the framework's
   * @return a new command
   */
  public CommandInfo withUser(Optional<String> name) {
    return new CommandInfo(shell, value, arguments, environment, name);
  }

  /**
   * What is executed.
   *
   * @return argv, argv[0] first
   */
  public List<String> argv() {
    if (shell) {
      return List.of("/bin/sh", "-c", value);
    }
    return arguments.isEmpty() ? List.of(value) : arguments;
  }
}
