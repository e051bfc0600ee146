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

  /** The terminal's width if it is known; 0 if output is not cut. */
  public int width() {
    try {
      return Math.max(0, Integer.parseInt(env.getOrDefault("COLUMNS", "0").strip()));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
