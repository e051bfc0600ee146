package cuesta.cli.args;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A command line that fits its grammar.
 *
 * @param values of the options that were given, by long name; of a flag an empty text
 * @param words those of the grammar that were given, in its order
 * @param rest what follows them
 */
public record Args(SortedMap<String, List<String>> values, List<String> words, List<String> rest) {
  /** Whether a flag was given. */
  public boolean flag(String name) {
    return values.containsKey(name);
  }

  /** The value of an option. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).map(List::getLast);
  }

  /** All values of an option. */
  public List<String> texts(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** The one word. */
  public String word() {
    return words.getFirst();
  }
}
