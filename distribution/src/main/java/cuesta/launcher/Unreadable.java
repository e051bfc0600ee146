package cuesta.launcher;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a master's health says when nobody of this version can read the registry: waiting does not
 * help, so the start ends with it.
 */
final class Unreadable {
  private static final String TEXT = "\"((?:[^\"\\\\]|\\\\.)*)\"";
  private static final Pattern REASON =
      Pattern.compile(
          "\"code\":\"(DATA_NEWER|DATA_CORRUPT)\",\"subject\":"
              + TEXT
              + ",\"detail\":"
              + TEXT
              + ",\"hint\":"
              + TEXT);

  private Unreadable() {}

  /** The reason in one line, if it is one of these. */
  static Optional<String> in(String health) {
    Matcher matcher = REASON.matcher(health);
    return matcher.find()
        ? Optional.of(
            matcher.group(1)
                + ": "
                + plain(matcher.group(2))
                + " "
                + plain(matcher.group(3))
                + ": "
                + plain(matcher.group(4)))
        : Optional.empty();
  }

  private static String plain(String json) {
    return json.replaceAll("\\\\(.)", "$1");
  }
}
