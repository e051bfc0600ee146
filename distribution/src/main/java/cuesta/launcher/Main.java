package cuesta.launcher;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Starts a master, an agent, or both of them in one process for development. */
@Command(
    name = "cuesta",
    subcommands = {DevCommand.class, MasterCommand.class, AgentCommand.class})
public final class Main {
  /** Our own failures, as {@code run} has it: never mistaken for a task's status. */
  private static final int FAILED = 125;

  private Main() {}

  /**
   * Runs one of the commands until it is stopped.
   *
   * @param args {@code dev}, {@code master} or {@code agent}, and their flags
   */
  public static void main(String[] args) {
    CommandLine line =
        new CommandLine(new Main())
            .setParameterExceptionHandler((bad, parsed) -> refused(bad))
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  System.err.println("cuesta: " + failure.getMessage());
                  return FAILED;
                });
    int status = FAILED;
    try {
      status = line.execute(Flags.dashed(args));
    } catch (Error e) { // or half a node would go on for ever
      e.printStackTrace();
    }
    System.out.flush();
    System.exit(status);
  }

  /** One line, with the flags that were perhaps meant. */
  private static int refused(CommandLine.ParameterException first) {
    CommandLine command = first.getCommandLine();
    // What is missing was perhaps only misspelt.
    CommandLine.ParameterException bad =
        command.getUnmatchedArguments().isEmpty()
            ? first
            : new CommandLine.UnmatchedArgumentException(command, command.getUnmatchedArguments());
    String hint = "'cuesta " + command.getCommandName() + " --help' lists the flags";
    if (bad instanceof CommandLine.UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      hint = "did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
    }
    System.err.println(
        "cuesta " + command.getCommandName() + ": " + bad.getMessage() + "; " + hint);
    return FAILED;
  }
}
