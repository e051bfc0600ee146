package cuesta.isolator.cgroups;

import cuesta.api.plugin.ConfigKeys;
import java.time.Duration;
import java.util.SortedMap;

/**
 * The configuration.
 *
 * @param root the group above all containers' groups, from the top of each hierarchy
 * @param quota whether cpus are a limit and not only a share
 * @param accounting whether cpu time is counted where that needs a hierarchy of its own
 * @param poll how often the kernel is asked whether it killed for want of memory
 */
record Settings(String root, boolean quota, boolean accounting, Duration poll) {
  static Settings of(SortedMap<String, String> config) {
    ConfigKeys.check(config, "cpu.accounting", "cpu.quota", "oom.poll.ms", "root");
    String root = config.getOrDefault("root", "cuesta");
    if (!root.matches("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")) {
      throw new IllegalArgumentException(
          "root '" + root + "' is no group; use names of letters and digits, such as cuesta");
    }
    return new Settings(
        root,
        flag(config, "cpu.quota"),
        flag(config, "cpu.accounting"),
        poll(config.getOrDefault("oom.poll.ms", "1000")));
  }

  /** A task's resources say all there is to say. */
  static void checkTask(SortedMap<String, String> settings) {
    if (!settings.isEmpty()) {
      throw new IllegalArgumentException(
          "cgroups setting '"
              + settings.firstKey()
              + "' is not known; a task sets cpus and mem by its resources");
    }
  }

  private static boolean flag(SortedMap<String, String> config, String key) {
    String text = config.getOrDefault(key, "false");
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(key + " '" + text + "' is neither true nor false");
    }
    return text.equals("true");
  }

  private static Duration poll(String text) {
    if (!text.matches("[0-9]{1,6}") || Long.parseLong(text) < 50) {
      throw new IllegalArgumentException(
          "oom.poll.ms '" + text + "' is not a number of milliseconds from 50 to 999999");
    }
    return Duration.ofMillis(Long.parseLong(text));
  }
}
