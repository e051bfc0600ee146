package cuesta.cli;

import cuesta.cli.args.Args;
import cuesta.cli.args.ArgsParser;
import cuesta.cli.args.BadArgs;
import cuesta.cli.args.Grammar;
import cuesta.cli.args.Option;
import cuesta.cli.args.Word;
import cuesta.cli.command.Command;
import cuesta.cli.command.Session;
import cuesta.cli.http.Trouble;
import cuesta.cli.shell.Shell;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The options that all commands have, which may stand before or after the command's name. */
final class Lines {
  private static final String MASTER = "--master";
  private static final String KEY = "--cluster-key";
  private static final String JSON = "--json";
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
    return ArgsParser.parse(front("cuesta", options), List.of(args));
  }

  /** What stands between a framework's prefix and the name of one of its commands. */
  static Args second(String prefix, List<String> line) throws BadArgs {
    return ArgsParser.parse(front("cuesta " + prefix, COMMON), line);
  }

  /**
   * The common options in a line of which only its framework knows the rest: that one is to be
   * found with them. What looks like one but belongs to a command should stand after two dashes.
   */
  static Args scan(String prefix, List<String> line) throws BadArgs {
    List<String> found = new ArrayList<>();
    Iterator<String> rest = line.iterator();
    while (rest.hasNext()) {
      String text = rest.next();
      if (text.equals("--")) {
        break;
      }
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      if (name.equals(MASTER) || name.equals(KEY)) {
        found.add(text);
        if (equals < 0 && rest.hasNext()) {
          found.add(rest.next());
        }
      }
    }
    return second(prefix, found);
  }

  private static Grammar front(String command, List<Option> options) {
    return new Grammar(command, options, List.of(), Optional.of(new Word("COMMAND", "", false)));
  }

  static Grammar grammar(Command command) {
    List<Option> options = new ArrayList<>(command.options());
    options.addAll(COMMON);
    return new Grammar("cuesta " + command.name(), options, command.words(), command.rest());
  }

  /** A session as the common options say, wherever on the line they stand; the last one counts. */
  static Session session(Shell shell, List<Args> parts) throws Trouble {
    return Session.of(shell, common(parts, MASTER), common(parts, KEY), json(parts));
  }

  static boolean json(List<Args> parts) {
    return parts.stream().anyMatch(part -> part.flag(JSON));
  }

  private static Optional<String> common(List<Args> parts, String name) {
    return parts.reversed().stream().flatMap(part -> part.text(name).stream()).findFirst();
  }
}
