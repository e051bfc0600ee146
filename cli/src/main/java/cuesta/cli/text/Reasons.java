package cuesta.cli.text;

import cuesta.cli.json.Node;

/** Reasons for people. */
public final class Reasons {
  private Reasons() {}

  /** One line, as the server itself writes it: {@code CODE subject: detail (hint)}. */
  public static String line(Node reason) {
    return line(reason, "");
  }

  /** The same without its subject, if that is clear from where the line stands. */
  public static String line(Node reason, String clear) {
    StringBuilder line = new StringBuilder(reason.text("code"));
    reason
        .some("subject")
        .filter(subject -> !subject.equals(clear))
        .ifPresent(subject -> line.append(' ').append(subject));
    reason.some("detail").ifPresent(detail -> line.append(": ").append(detail));
    reason.some("hint").ifPresent(hint -> line.append(" (").append(hint).append(')'));
    return Clean.line(line.toString());
  }
}
