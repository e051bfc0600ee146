package cuesta.cli;

import cuesta.cli.args.Option;
import cuesta.cli.command.Command;
import cuesta.cli.command.Commands;
import java.util.ArrayList;
import java.util.List;

/** The script that completes commands and options in bash, and in zsh through its bash mode. */
final class Completion {
  private Completion() {}

  static List<String> script(List<String> others) {
    List<String> names = new ArrayList<>();
    Commands.all().forEach(command -> names.add(command.name()));
    names.addAll(others);
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
    lines.add("  esac");
    lines.add("}");
    lines.add("complete -o default -F _cuesta cuesta ./cuesta");
    return lines;
  }

  private static String options(Command command) {
    List<String> names = new ArrayList<>();
    for (Option option : Lines.grammar(command).options()) {
      names.add(option.names().getLast());
    }
    return String.join(" ", names);
  }
}
