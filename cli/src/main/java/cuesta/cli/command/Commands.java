package cuesta.cli.command;

import java.util.List;
import java.util.Optional;

/** All commands. */
public final class Commands {
  private static final List<Command> ALL =
      List.of(
          new RunCommand(),
          new PsCommand(),
          new LogsCommand(),
          new KillCommand(),
          new ExplainCommand(),
          Lists.agents(),
          new FrameworksCommand(),
          Lists.roles(),
          Lists.offers(),
          new PluginsCommand(),
          new EventsCommand(),
          new HealthCommand(),
          new VersionCommand());

  private Commands() {}

  /** In the order of the help. */
  public static List<Command> all() {
    return ALL;
  }

  /** The one of a name. */
  public static Optional<Command> named(String name) {
    return ALL.stream().filter(command -> command.name().equals(name)).findFirst();
  }

  /** The version of this program. */
  public static String version() {
    return VersionCommand.own();
  }
}
