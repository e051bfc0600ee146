package cuesta.cli.shell;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command is surrounded by.
 *
 * @param out standard output
 * @param err standard error
 * @param env environment variables
 * @param home the user's directory
 * @param here the working directory
 * @param pace how it waits
 * @param signals who asks it to end
 */
public record Shell(
    PrintStream out,
    PrintStream err,
    Map<String, String> env,
    Path home,
    Path here,
    Pace pace,
    Signals signals) {

  /** Standard output, as {@link #isTerminal} numbers it. */
  public static final int OUT = 1;

  /** Standard error. */
  public static final int ERR = 2;

  /** Whether a person looks at a stream; the script which starts this program finds out. */
  public boolean isTerminal(int stream) {
    return env.getOrDefault("CUESTA_TERMINAL", "").contains(Integer.toString(stream));
  }

  /** Whether escape sequences are welcome on standard output. */
  public boolean isColourful() {
    return isTerminal(OUT) && env.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /** The terminal's width if it is known; 0 if output is not cut. */
  public int width() {
    try {
      return Math.max(0, Integer.parseInt(env.getOrDefault("COLUMNS", "0").strip()));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
