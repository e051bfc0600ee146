package cuesta.launcher.posix;

import cuesta.api.plugin.ConfigKeys;
import java.time.Duration;
import java.util.SortedMap;

/**
 * The configuration.
 *
 * @param poll how often all containers are looked at, besides being told of each end
 * @param noNewPrivileges whether a command of another user is barred from set-user-id programs
 * @param resident whether one resident shell starts all, where the machine allows it
 * @param patience after which a launch that no shell took is taken back
 */
record Settings(Duration poll, boolean noNewPrivileges, boolean resident, Duration patience) {
  private static final long MAX_PATIENCE = 20_000; // of the 30 s a call may take

  static Settings of(SortedMap<String, String> config) {
    ConfigKeys.check(config, "poll.ms", "no.new.privs", "resident", "start.wait.ms");
    return new Settings(
        millis(config, "poll.ms", "5000", 100, 600_000),
        flag(config, "no.new.privs"),
        flag(config, "resident"),
        millis(config, "start.wait.ms", "15000", 100, MAX_PATIENCE));
  }

  private static Duration millis(
      SortedMap<String, String> config, String key, String absent, long least, long most) {
    String text = config.getOrDefault(key, absent);
    try {
      long millis = Long.parseLong(text);
      if (millis >= least && millis <= most) {
        return Duration.ofMillis(millis);
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "%s '%s' is not a number of milliseconds from %d to %d".formatted(key, text, least, most));
  }

  private static boolean flag(SortedMap<String, String> config, String key) {
    String text = config.getOrDefault(key, "true");
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(key + " '" + text + "' is neither true nor false");
    }
    return text.equals("true");
  }
}
