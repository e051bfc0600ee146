package cuesta.cli;

import cuesta.cli.args.Option;
import cuesta.cli.command.Command;
import cuesta.cli.command.Commands;
import cuesta.cli.remote.Descriptor;
import cuesta.cli.remote.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** The script that completes commands and options in bash, and in zsh through its bash mode. */
final class Completion {
  private static final String NAME = "[A-Za-z0-9_-]+";

  private Completion() {}

  /**
   * The script.
   *
   * @param others commands without options
   * @param brought what frameworks bring, as far as one of them answers now
   */
  static List<String> script(List<String> others, List<Descriptor> brought) {
    List<String> names = new ArrayList<>();
    Commands.all().forEach(command -> names.add(command.name()));
    names.addAll(others);
    brought.stream()
        .map(Descriptor::prefix)
        .filter(prefix -> prefix.matches(NAME))
        .forEach(names::add);
    List<String> lines = new ArrayList<>();
    lines.add("[ -z \"${ZSH_VERSION:-}\" ] || { autoload -U +X bashcompinit; bashcompinit; }");
    lines.add("_cuesta() {");
    lines.add("  local word=${COMP_WORDS[COMP_CWORD]}");
    lines.add("  if [ \"$COMP_CWORD\" -eq 1 ]; then");
    lines.add("    COMPREPLY=($(compgen -W '" + String.join(" ", names) + "' -- \"$word\"))");
    lines.add("    return");
    lines.add("  fi");
    lines.add("  case ${COMP_WORDS[1]} in");
    for (Command command : Commands.all()) {
      lines.add(
          "    "
              + command.name()
              + ") COMPREPLY=($(compgen -W '"
              + options(command)
              + "' -- \"$word\")) ;;");
    }
    brought.forEach(framework -> framework(framework, lines));
    lines.add("  esac");
    lines.add("}");
    lines.add("complete -o default -F _cuesta cuesta ./cuesta");
    return lines;
  }

  /** Its commands, one word or two. Names come from the cluster: what a shell obeys is left out. */
  private static void framework(Descriptor framework, List<String> lines) {
    TreeMap<String, TreeSet<String>> words = new TreeMap<>();
    for (Verb verb : framework.commands()) {
      if (verb.name().matches(NAME + "( " + NAME + ")?")) {
        String[] parts = verb.name().split(" ");
        TreeSet<String> second = words.computeIfAbsent(parts[0], first -> new TreeSet<>());
        second.addAll(List.of(parts).subList(1, parts.length));
      }
    }
    if (!framework.prefix().matches(NAME)) {
      return;
    }
    lines.add("    " + framework.prefix() + ") case $COMP_CWORD:${COMP_WORDS[2]} in");
    words.forEach(
        (first, second) -> {
          if (!second.isEmpty()) {
            lines.add("      3:" + first + ") " + reply(String.join(" ", second)));
          }
        });
    lines.add("      2:*) " + reply(String.join(" ", words.keySet())));
    lines.add("    esac ;;");
  }

  private static String reply(String words) {
    return "COMPREPLY=($(compgen -W '" + words + "' -- \"$word\")) ;;";
  }

  private static String options(Command command) {
    List<String> names = new ArrayList<>();
    for (Option option : Lines.grammar(command).options()) {
      names.add(option.names().getLast());
    }
    return String.join(" ", names);
  }
}
