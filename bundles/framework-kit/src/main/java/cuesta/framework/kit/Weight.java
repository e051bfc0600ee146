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
      bytes += of(text.charAt(i));
    }
    return bytes;
  }

  private static int of(char c) {
    return c < ' ' || c >= 127 ? 6 : c == '"' || c == '\\' ? 2 : 1;
  }

  /**
   * Cuts a text.
   *
   * @param text a text
   * @param most bytes that it may weigh
   * @return as much of its begin as weighs no more; no character is halved
   */
  public static String begin(String text, int most) {
    int end = 0;
    for (int bytes = 0; end < text.length(); end++) {
      bytes += of(text.charAt(end));
      if (bytes > most) {
        boolean halved = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, halved ? end - 1 : end);
      }
    }
    return text;
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
