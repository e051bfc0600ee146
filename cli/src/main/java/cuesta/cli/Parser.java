package cuesta.cli;

import cuesta.cli.command.Command;
import cuesta.cli.command.Commands;
import cuesta.cli.command.Options;
import cuesta.cli.text.Clean;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line's grammar, and what to say of lines that break it. */
final class Parser {
  static final String MASTER = "--master";
  static final String KEY = "--cluster-key";
  static final String JSON = "--json";

  private Parser() {}

  static ParseResult parse(String[] args) {
    // Most lines name their command first: then only that one is described.
    Optional<Command> named = args.length == 0 ? Optional.empty() : Commands.named(args[0]);
    CommandLine line = line(named.map(List::of).orElse(Commands.all()));
    ParseResult parsed = line.parseArgs(args);
    if (!parsed.hasSubcommand()) {
      throw new ParameterException(line, "no command is given; 'cuesta --help' lists them");
    }
    return parsed;
  }

  static CommandLine line(List<Command> commands) {
    CommandSpec root = CommandSpec.create().name("cuesta");
    addCommon(root);
    CommandLine line = new CommandLine(root);
    for (Command command : commands) {
      CommandSpec spec = CommandSpec.create().name(command.name());
      command.describe(spec);
      addCommon(spec);
      spec.usageMessage().description(command.summary()).sortOptions(false);
      line.addSubcommand(command.name(), spec);
    }
    return line;
  }

  private static void addCommon(CommandSpec spec) {
    spec.addOption(
        Options.value(
            "URL",
            "the master: host:port or URL (default: $CUESTA_MASTER, else 127.0.0.1:5050)",
            MASTER));
    spec.addOption(
        Options.value(
            "FILE",
            "file with the cluster key (default: $CUESTA_CLUSTER_KEY, else .cuesta/cluster.key"
                + " below this directory or the home directory)",
            KEY));
    spec.addOption(Options.flag("JSON for programs", JSON));
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .type(boolean.class)
            .arity("0")
            .description("show this help")
            .build());
  }

  /** An option that may stand before or after the command's name. */
  static Optional<String> common(ParseResult args, ParseResult root, String name) {
    String value = args.matchedOptionValue(name, null);
    return Optional.ofNullable(value != null ? value : root.matchedOptionValue(name, null));
  }

  static boolean commonFlag(ParseResult args, ParseResult root, String name) {
    return args.matchedOptionValue(name, false) || root.matchedOptionValue(name, false);
  }

  /** One line: what is wrong, and what was probably meant. */
  static String explain(ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    String message = Clean.line(String.valueOf(e.getMessage()));
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return message;
    }
    String wrong = unmatched.getUnmatched().getFirst();
    String what =
        wrong.startsWith("-")
            ? "unknown option '"
            : command.equals("cuesta") ? "unknown command '" : "unexpected argument '";
    List<String> close = unmatched.getSuggestions();
    String hint =
        close.isEmpty()
            ? "'" + command + " --help' shows what there is"
            : "did you mean '" + close.getFirst().strip() + "'?";
    return what + Clean.line(wrong) + "'; " + hint;
  }
}
