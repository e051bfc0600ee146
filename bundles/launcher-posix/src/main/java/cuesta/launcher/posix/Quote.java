package cuesta.launcher.posix;

import java.util.Collection;
import java.util.stream.Collectors;

/** The one place where a value becomes a word of a shell script. */
final class Quote {
  private Quote() {}

  /** Any text without NUL, as one word which the shell takes literally. */
  static String word(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "'" + text.replace('\0', '?') + "' holds a NUL character; no program can be given it");
    }
    return "'" + text.replace("'", "'\\''") + "'";
  }

  static String words(Collection<String> texts) {
    return texts.stream().map(Quote::word).collect(Collectors.joining(" "));
  }
}
