package cuesta.cli;

import cuesta.cli.args.Args;
import cuesta.cli.args.ArgsParser;
import cuesta.cli.args.BadArgs;
import cuesta.cli.args.Grammar;
import cuesta.cli.args.Option;
import cuesta.cli.command.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options that all commands have, which may stand before or after the command's name. */
final class Lines {
  static final String MASTER = "--master";
  static final String KEY = "--cluster-key";
  static final String JSON = "--json";
  static final String HELP = "--help";

  private static final List<Option> COMMON =
      List.of(
          Option.value(
              "URL",
              "the master: host:port or URL (default: $CUESTA_MASTER, else 127.0.0.1:5050)",
              MASTER),
          Option.value(
              "FILE",
              "file with the cluster key (default: $CUESTA_CLUSTER_KEY, else .cuesta/cluster.key"
                  + " below this directory or the home directory)",
              KEY),
          Option.flag("JSON for programs", JSON),
          Option.flag("show this help", "-h", HELP));

  private Lines() {}

  /** What stands before the command's name; its words are the rest. */
  static Args first(String[] args) throws BadArgs {
    List<Option> options = new ArrayList<>(COMMON);
    options.add(Option.flag("show the version", "-V", "--version"));
    return ArgsParser.parse(new Grammar("cuesta", options, "", true), List.of(args));
  }

  static Grammar grammar(Command command) {
    List<Option> options = new ArrayList<>(command.options());
    options.addAll(COMMON);
    return new Grammar("cuesta " + command.name(), options, command.word(), command.rest());
  }

  /** An option of either place. */
  static Optional<String> common(Args first, Args args, String name) {
    return args.text(name).or(() -> first.text(name));
  }

  static boolean commonFlag(Args first, Args args, String name) {
    return args.flag(name) || first.flag(name);
  }
}
