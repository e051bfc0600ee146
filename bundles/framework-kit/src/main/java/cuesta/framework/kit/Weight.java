package cuesta.framework.kit;

import java.util.Collection;

/** What texts take in a store. */
public final class Weight {
  private Weight() {}

  /**
   * Weighs a text.
   *
   * @param text a text
   * @return bytes, at most: each character is counted as JSON may have to write it
   */
  public static int of(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes += c < ' ' || c >= 127 ? 6 : c == '"' || c == '\\' ? 2 : 1;
    }
    return bytes;
  }

  /**
   * Weighs a list of texts.
   *
   * @param texts texts
   * @return bytes, at most
   */
  public static int of(Collection<String> texts) {
    return texts.stream().mapToInt(text -> 4 + of(text)).sum();
  }
}
