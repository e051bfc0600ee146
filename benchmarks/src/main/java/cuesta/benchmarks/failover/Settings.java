package cuesta.benchmarks.failover;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;

/**
 * What is measured, and how often.
 *
 * @param home a distribution
 * @param results where the tables go
 * @param times leaders that are killed, and as many that are told to end
 * @param silent leaders that are frozen
 */
record Settings(Path home, Path results, int times, int silent) {
  private static final String USAGE =
      "--home DIR, --results DIR, --times N (default 20), --silent N (default 5)";

  static Settings parse(String[] args) {
    Settings settings =
        new Settings(
            Path.of("distribution/target/cuesta").toAbsolutePath(),
            Path.of("benchmarks/results").toAbsolutePath(),
            20,
            5);
    Iterator<String> words = Arrays.asList(args).iterator();
    while (words.hasNext()) {
      String name = words.next();
      if (!words.hasNext()) {
        throw new IllegalArgumentException(name + " needs a value: " + USAGE);
      }
      settings = settings.with(name, words.next());
    }
    if (!Files.isExecutable(settings.home.resolve("bin/cuesta"))) {
      throw new IllegalArgumentException(
          "--home " + settings.home + " holds no distribution: run ./cuesta version, which builds");
    }
    return settings;
  }

  private Settings with(String name, String value) {
    return switch (name) {
      case "--home" -> new Settings(absolute(value), results, times, silent);
      case "--results" -> new Settings(home, absolute(value), times, silent);
      case "--times" -> new Settings(home, results, number(name, value), silent);
      case "--silent" -> new Settings(home, results, times, number(name, value));
      default -> throw new IllegalArgumentException(name + " is unknown: " + USAGE);
    };
  }

  private static Path absolute(String value) {
    return Path.of(value).toAbsolutePath().normalize();
  }

  private static int number(String name, String value) {
    if (!value.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException(name + " must be 0 to 999, not '" + value + "'");
    }
    return Integer.parseInt(value);
  }
}
