package cuesta.cli.args;

import cuesta.cli.text.Closest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads a command line as GNU programs do: {@code --name value}, {@code --name=value}, {@code -n
 * value}, {@code -nvalue}, {@code -ab} for two flags, {@code --} before words that look like
 * options.
 */
public final class ArgsParser {
  private static final String HELP = "--help";

  private final Grammar grammar;
  private final TreeMap<String, List<String>> values = new TreeMap<>();
  private final List<String> words = new ArrayList<>();
  private final List<String> rest = new ArrayList<>();

  private ArgsParser(Grammar grammar) {
    this.grammar = grammar;
  }

  /** Reads what follows the command's name. */
  public static Args parse(Grammar grammar, List<String> line) throws BadArgs {
    ArgsParser parser = new ArgsParser(grammar);
    parser.read(line.iterator());
    if (!parser.values.containsKey(HELP)) {
      parser.checkWords();
    }
    return new Args(parser.values, parser.words, parser.rest);
  }

  private void read(Iterator<String> line) throws BadArgs {
    while (line.hasNext()) {
      String text = line.next();
      if (text.equals("--")) {
        all(line);
      } else if (text.startsWith("--")) {
        longOption(text, line);
      } else if (text.startsWith("-") && text.length() > 1) {
        shortOptions(text, line);
      } else {
        word(text, line);
      }
    }
  }

  /** Two dashes: what follows is no option. It is the rest, if there may be one. */
  private void all(Iterator<String> line) {
    line.forEachRemaining((grammar.rest().isPresent() ? rest : words)::add);
  }

  /** A word of the grammar, or where the rest begins. */
  private void word(String text, Iterator<String> line) {
    if (grammar.rest().isPresent() && words.size() == grammar.words().size()) {
      rest.add(text);
      line.forEachRemaining(rest::add);
    } else {
      words.add(text);
    }
  }

  private void longOption(String text, Iterator<String> line) throws BadArgs {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    Option option = find(name);
    if (option.isFlag() && equals >= 0) {
      throw new BadArgs("option '" + name + "' takes no value");
    }
    add(option, equals < 0 ? value(option, line) : text.substring(equals + 1));
  }

  private void shortOptions(String text, Iterator<String> line) throws BadArgs {
    for (int i = 1; i < text.length(); i++) {
      Option option = find("-" + text.charAt(i));
      if (!option.isFlag()) {
        boolean attached = i + 1 < text.length();
        add(option, attached ? text.substring(i + 1) : value(option, line));
        return;
      }
      add(option, "");
    }
  }

  private Option find(String name) throws BadArgs {
    Optional<Option> option = grammar.find(name);
    if (option.isEmpty()) {
      throw new BadArgs("unknown option '" + name + "'; " + hint(name, grammar.names()));
    }
    return option.get();
  }

  /** What was probably meant. */
  private String hint(String wrong, List<String> known) {
    return Closest.find(wrong, known)
        .map(name -> "did you mean '" + name + "'?")
        .orElse("'" + grammar.command() + " --help' shows what there is");
  }

  private static String value(Option option, Iterator<String> line) throws BadArgs {
    if (option.isFlag()) {
      return "";
    }
    if (!line.hasNext()) {
      throw new BadArgs("option '" + option.name() + "' needs a value: " + option.label());
    }
    return line.next();
  }

  private void add(Option option, String value) {
    values.computeIfAbsent(option.name(), name -> new ArrayList<>()).add(value);
  }

  private void checkWords() throws BadArgs {
    List<Word> known = grammar.words();
    if (words.size() > known.size()) {
      String wrong = words.get(known.size());
      throw new BadArgs("unexpected argument '" + wrong + "'; " + hint(wrong, List.of()));
    }
    if (words.size() < known.size() && known.get(words.size()).required()) {
      throw missing(known.get(words.size()));
    }
    if (rest.isEmpty() && grammar.rest().map(Word::required).orElse(false)) {
      throw missing(grammar.rest().get());
    }
  }

  private BadArgs missing(Word word) {
    return new BadArgs(
        word.name() + " is missing; '" + grammar.command() + " --help' shows what there is");
  }
}
