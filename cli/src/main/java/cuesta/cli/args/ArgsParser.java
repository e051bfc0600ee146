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
    return new Args(parser.values, parser.words);
  }

  private void read(Iterator<String> rest) throws BadArgs {
    while (rest.hasNext()) {
      String text = rest.next();
      if (text.equals("--")) {
        rest.forEachRemaining(words::add);
      } else if (text.startsWith("--")) {
        longOption(text, rest);
      } else if (text.startsWith("-") && text.length() > 1) {
        shortOptions(text, rest);
      } else {
        words.add(text);
        if (grammar.rest()) {
          rest.forEachRemaining(words::add);
        }
      }
    }
  }

  private void longOption(String text, Iterator<String> rest) throws BadArgs {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    Option option = find(name);
    if (option.isFlag() && equals >= 0) {
      throw new BadArgs("option '" + name + "' takes no value");
    }
    add(option, equals < 0 ? value(option, rest) : text.substring(equals + 1));
  }

  private void shortOptions(String text, Iterator<String> rest) throws BadArgs {
    for (int i = 1; i < text.length(); i++) {
      Option option = find("-" + text.charAt(i));
      if (!option.isFlag()) {
        boolean attached = i + 1 < text.length();
        add(option, attached ? text.substring(i + 1) : value(option, rest));
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

  private static String value(Option option, Iterator<String> rest) throws BadArgs {
    if (option.isFlag()) {
      return "";
    }
    if (!rest.hasNext()) {
      throw new BadArgs("option '" + option.name() + "' needs a value: " + option.label());
    }
    return rest.next();
  }

  private void add(Option option, String value) {
    values.computeIfAbsent(option.name(), name -> new ArrayList<>()).add(value);
  }

  private void checkWords() throws BadArgs {
    if (words.isEmpty() && !grammar.word().isEmpty()) {
      throw new BadArgs(
          grammar.word() + " is missing; '" + grammar.command() + " --help' shows what there is");
    }
    int most = grammar.rest() ? Integer.MAX_VALUE : grammar.word().isEmpty() ? 0 : 1;
    if (words.size() > most) {
      throw new BadArgs(
          "unexpected argument '" + words.get(most) + "'; " + hint(words.get(most), List.of()));
    }
  }
}
