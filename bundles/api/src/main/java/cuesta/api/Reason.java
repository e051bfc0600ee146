package cuesta.api;

/**
 * Why something waits, was refused, was killed or was skipped. A value, not an exception: it is
 * recorded where the decision is made and shown the same by API, command line, console and events.
 *
 * @param code one of {@link Reasons}, or a plugin's own; upper case with underscores, never changes
 *     its meaning
 * @param subject what it is about: an agent, a task, a field; may be empty
 * @param detail what is wrong, with numbers: "needs 0.5 cpus more"; may be empty
 * @param hint what would help: "nearest agent a3"; may be empty
 */
public record Reason(String code, String subject, String detail, String hint) {
  /**
   * Longest text kept of each part, in characters: reasons lie in state, and a plugin writes some
   * of them.
   */
  public static final int MAX_TEXT = 2_000;

  /** Checks the code and cuts over-long texts. */
  public Reason {
    if (code == null || !code.matches("[A-Z][A-Z0-9_]*")) {
      throw new IllegalArgumentException(
          "reason code '" + code + "' is not of the form UPPER_CASE_WITH_UNDERSCORES");
    }
    subject = cut(subject);
    detail = cut(detail);
    hint = cut(hint);
  }

  /**
   * A reason with all its parts.
   *
   * @param code its code
   * @param subject what it is about
   * @param detail what is wrong
   * @param hint what would help
   * @return the reason
   */
  public static Reason of(String code, String subject, String detail, String hint) {
    return new Reason(code, subject, detail, hint);
  }

  /**
   * A reason without a hint.
   *
   * @param code its code
   * @param subject what it is about
   * @param detail what is wrong
   * @return the reason
   */
  public static Reason of(String code, String subject, String detail) {
    return new Reason(code, subject, detail, "");
  }

  private static String cut(String text) {
    if (text == null) {
      return "";
    }
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 1) + "…";
  }

  /** One line for people: {@code CPU_SHORT a3: needs 0.5 cpus more (nearest agent a3)}. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(code);
    if (!subject.isEmpty()) {
      line.append(' ').append(subject);
    }
    if (!detail.isEmpty()) {
      line.append(": ").append(detail);
    }
    if (!hint.isEmpty()) {
      line.append(" (").append(hint).append(')');
    }
    return line.toString();
  }
}
