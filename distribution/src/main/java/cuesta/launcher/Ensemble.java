package cuesta.launcher;

import java.io.IOException;
import java.util.regex.Pattern;

/**
 * The shape of {@code zk://[user:password@]host:port,…/path}; the bundle that uses it checks more.
 */
final class Ensemble {
  private static final String SCHEME = "zk://";
  private static final Pattern HOSTS_AND_PATH =
      Pattern.compile("[^/,]+:\\d{1,5}(,[^/,]+:\\d{1,5})*/.+");

  private Ensemble() {}

  static boolean isMeant(String text) {
    return text.startsWith(SCHEME);
  }

  /**
   * Checked before anything runs, in the words of the command line. The text is not repeated: it
   * may hold a password.
   *
   * @throws IOException if it is wrong, with the flag
   */
  static void check(String flag, String text) throws IOException {
    // A password may contain a slash or an at sign, a host neither.
    int from = Math.max(SCHEME.length(), text.lastIndexOf('@') + 1);
    if (!isMeant(text) || !HOSTS_AND_PATH.matcher(text.substring(from)).matches()) {
      throw new IOException(
          flag + " has another form than zk://host:port,…/path, as zk://h1:2181,h2:2181/cuesta");
    }
  }
}
