package cuesta.framework.kit;

import java.util.regex.Pattern;

/**
 * A text that is read only so often: an expression like {@code (a+)+b} would otherwise hold up the
 * engine for hours.
 */
final class Patience implements CharSequence {
  private static final int LOOKS = 20_000;

  private final CharSequence text;
  private final int[] left;

  private Patience(CharSequence text, int[] left) {
    this.text = text;
    this.left = left;
  }

  private static final class OverException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OverException() {
      super(null, null, false, false);
    }
  }

  static boolean matches(Pattern regex, String text) {
    try {
      return regex.matcher(new Patience(text, new int[] {LOOKS})).matches();
    } catch (OverException e) {
      return false;
    }
  }

  @Override
  public char charAt(int index) {
    if (left[0]-- == 0) {
      throw new OverException();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new Patience(text.subSequence(start, end), left);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
