package cuesta.cli.args;

import java.util.List;
import java.util.Optional;

/**
 * What may follow a command's name.
 *
 * @param command the whole name: {@code cuesta run}
 * @param options the options
 * @param word what the one word is called that must be there; empty if there is none
 * @param rest whether all that follows belongs to that word, options included
 */
public record Grammar(String command, List<Option> options, String word, boolean rest) {
  /** Copies the options. */
  public Grammar {
    options = List.copyOf(options);
  }

  Optional<Option> find(String name) {
    return options.stream().filter(option -> option.names().contains(name)).findFirst();
  }

  List<String> names() {
    return options.stream().flatMap(option -> option.names().stream()).toList();
  }
}
