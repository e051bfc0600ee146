package cuesta.cli.args;

import java.util.List;
import java.util.Optional;

/**
 * What may follow a command's name.
 *
 * @param command the whole name: {@code cuesta run}
 * @param options the options
 * @param words the words, in their order; after one that may be missing, all may be
 * @param rest what takes all that follows the words, options included
 */
public record Grammar(String command, List<Option> options, List<Word> words, Optional<Word> rest) {
  /** Copies the lists. */
  public Grammar {
    options = List.copyOf(options);
    words = List.copyOf(words);
  }

  Optional<Option> find(String name) {
    return options.stream().filter(option -> option.names().contains(name)).findFirst();
  }

  List<String> names() {
    return options.stream().flatMap(option -> option.names().stream()).toList();
  }
}
