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
 */
record Settings(Duration poll, boolean noNewPrivileges, boolean resident) {
  private static final long MIN_POLL = 100;
  private static final long MAX_POLL = 600_000;

  static Settings of(SortedMap<String, String> config) {
    ConfigKeys.check(config, "poll.ms", "no.new.privs", "resident");
    return new Settings(
        poll(config.getOrDefault("poll.ms", "5000")),
        flag(config, "no.new.privs"),
        flag(config, "resident"));
  }

  private static Duration poll(String text) {
    try {
      long millis = Long.parseLong(text);
      if (millis >= MIN_POLL && millis <= MAX_POLL) {
        return Duration.ofMillis(millis);
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "poll.ms '" + text + "' is not a number of milliseconds from 100 to 600000");
  }

  private static boolean flag(SortedMap<String, String> config, String key) {
    String text = config.getOrDefault(key, "true");
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(key + " '" + text + "' is neither true nor false");
    }
    return text.equals("true");
  }
}
