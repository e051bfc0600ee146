package cuesta.framework.kit.http;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import java.util.Collection;
import java.util.Locale;

/** Refusals of what callers wrote: each names the field and the fix. */
public final class Invalid {
  /** A slip of the finger or two; more is another word. */
  private static final int CLOSE = 3;

  private Invalid() {}

  /**
   * A field has a wrong value.
   *
   * @param field which
   * @param detail what is wrong
   * @param hint what to do
   * @return to be thrown; HTTP 400
   */
  public static Refused field(String field, String detail, String hint) {
    return new Refused(Reason.of(Reasons.INVALID, field, detail, hint));
  }

  /**
   * An unknown name, with the known one that it is most like.
   *
   * @param what what it should be the name of
   * @param name the name
   * @param known those that there are
   * @return to be thrown; HTTP 400
   */
  public static Refused name(String what, String name, Collection<String> known) {
    return field(name, "there is no such " + what, closest(name, known));
  }

  /**
   * What may have been meant.
   *
   * @param name a wrong name
   * @param known those that there are
   * @return a hint
   */
  public static String closest(String name, Collection<String> known) {
    String best = null;
    int least = Math.min(CLOSE, name.length() / 2) + 1;
    for (String candidate : known) {
      int distance = distance(name.toLowerCase(Locale.ROOT), candidate);
      if (distance < least) {
        best = candidate;
        least = distance;
      }
    }
    if (best != null) {
      return "did you mean " + best + "?";
    }
    return known.isEmpty() ? "none are taken" : "known are " + String.join(", ", known);
  }

  /** How many letters have to be changed, put in or left out. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int corner = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int kept = corner + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        corner = row[j];
        row[j] = Math.min(kept, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
