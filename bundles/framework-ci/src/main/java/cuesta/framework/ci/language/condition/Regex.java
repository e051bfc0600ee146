package cuesta.framework.ci.language.condition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * A regular expression between slashes, with RE2's syntax and meaning as at GitLab: no look-around,
 * and no pattern that takes forever.
 *
 * @param written with slashes and flags
 * @param pattern what it means
 */
public record Regex(String written, Pattern pattern) {
  private static final String FLAGS = "ismU";

  /**
   * Reads {@code /…/flags}.
   *
   * @param written with its slashes
   * @return nothing if there are no slashes around it or an unknown flag behind
   * @throws BadExpression if what stands between them is wrong
   */
  public static Optional<Regex> of(String written) throws BadExpression {
    int end = written.lastIndexOf('/');
    if (end < 1 || written.charAt(0) != '/' || !flags(written, end + 1)) {
      return Optional.empty();
    }
    String flags = written.substring(end + 1);
    String body = written.substring(1, end).replace("\\/", "/");
    try {
      String all = flags.isEmpty() ? body : "(?" + flags + ")" + body;
      return Optional.of(new Regex(written, Pattern.compile(all)));
    } catch (PatternSyntaxException e) {
      throw new BadExpression(written + " is no regular expression: " + e.getDescription());
    }
  }

  private static boolean flags(String written, int from) {
    return written.substring(from).chars().allMatch(c -> FLAGS.indexOf(c) >= 0);
  }

  /**
   * Whether it is found somewhere in a text.
   *
   * @param text all of it
   * @return true if so
   */
  public boolean in(String text) {
    return pattern.matcher(text).find();
  }
}
