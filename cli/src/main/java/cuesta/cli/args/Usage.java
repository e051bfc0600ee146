package cuesta.cli.args;

import cuesta.cli.text.Wrapped;
import java.util.ArrayList;
import java.util.List;

/** Help for one command. */
public final class Usage {
  private static final int GAP = 2;

  private Usage() {}

  /**
   * The lines.
   *
   * @param about what the command does
   * @param more what follows the options; may be empty
   * @param width of the terminal
   */
  public static List<String> lines(Grammar grammar, String about, String more, int width) {
    List<Word> words = new ArrayList<>(grammar.words());
    grammar.rest().ifPresent(words::add);
    List<String> lines = new ArrayList<>();
    lines.add(first(grammar, words));
    lines.addAll(Wrapped.lines(about, width));
    lines.add("");
    int left = GAP;
    for (Option option : grammar.options()) {
      left = Math.max(left, heading(option).length() + GAP);
    }
    for (Word word : words) {
      if (!word.about().isEmpty()) {
        lines.addAll(Wrapped.beside("      " + word.name(), left, word.about(), width));
      }
    }
    for (Option option : grammar.options()) {
      lines.addAll(Wrapped.beside(heading(option), left, option.description(), width));
    }
    if (!more.isEmpty()) {
      lines.add("");
      lines.addAll(Wrapped.lines(more, width));
    }
    return lines;
  }

  private static String first(Grammar grammar, List<Word> words) {
    StringBuilder line = new StringBuilder("Usage: " + grammar.command() + " [OPTION...]");
    words.forEach(word -> line.append(' ').append(word.usage()));
    return line.append(grammar.rest().isPresent() ? " [ARG...]" : "").toString();
  }

  private static String heading(Option option) {
    String names =
        option.names().size() > 1
            ? "  " + String.join(", ", option.names())
            : "      " + option.name();
    return option.isFlag() ? names : names + "=" + option.label();
  }
}
