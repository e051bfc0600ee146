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
   * @param word what its word means; may be empty
   * @param more what follows the options; may be empty
   * @param width of the terminal
   */
  public static List<String> lines(
      Grammar grammar, String about, String word, String more, int width) {
    List<String> lines = new ArrayList<>();
    String end = grammar.word().isEmpty() ? "" : " " + grammar.word();
    lines.add(
        "Usage: " + grammar.command() + " [OPTION...]" + end + (grammar.rest() ? " [ARG...]" : ""));
    lines.addAll(Wrapped.lines(about, width));
    lines.add("");
    int left = GAP;
    for (Option option : grammar.options()) {
      left = Math.max(left, heading(option).length() + GAP);
    }
    if (!word.isEmpty()) {
      lines.addAll(Wrapped.beside("      " + grammar.word(), left, word, width));
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

  private static String heading(Option option) {
    String names =
        option.names().size() > 1
            ? "  " + String.join(", ", option.names())
            : "      " + option.name();
    return option.isFlag() ? names : names + "=" + option.label();
  }
}
