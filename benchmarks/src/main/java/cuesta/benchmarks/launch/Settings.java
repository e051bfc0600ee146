package cuesta.benchmarks.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * What is measured, and how much of it.
 *
 * @param home a distribution
 * @param command what a person types, {@code ./cuesta}
 * @param results where the tables go
 * @param warm launches before anything counts as warm
 * @param parts of the whole, by name
 */
record Settings(Path home, Path command, Path results, int warm, List<String> parts) {
  /** All parts, in order. */
  static final List<String> ALL = List.of("posix", "cgroups", "dev", "recovery", "cron");

  private static final String USAGE =
      "--home DIR, --command FILE, --results DIR, --warm N (default 2000),"
          + " --parts LIST (default posix,cgroups,dev,recovery,cron)";

  static Settings parse(String[] args) {
    Settings settings =
        new Settings(
            Path.of("distribution/target/cuesta"),
            Path.of("cuesta"),
            Path.of("benchmarks/results"),
            2000,
            ALL);
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
      case "--home" -> new Settings(absolute(value), command, results, warm, parts);
      case "--command" -> new Settings(home, absolute(value), results, warm, parts);
      case "--results" -> new Settings(home, command, absolute(value), warm, parts);
      case "--warm" -> new Settings(home, command, results, number(value), parts);
      case "--parts" -> new Settings(home, command, results, warm, parts(value));
      default -> throw new IllegalArgumentException(name + " is unknown: " + USAGE);
    };
  }

  private static Path absolute(String value) {
    return Path.of(value).toAbsolutePath().normalize();
  }

  private static int number(String value) {
    if (!value.matches("[1-9][0-9]{2,5}")) {
      throw new IllegalArgumentException("--warm must be 100 to 999999, not '" + value + "'");
    }
    return Integer.parseInt(value);
  }

  private static List<String> parts(String value) {
    List<String> parts = List.of(value.split(","));
    if (!ALL.containsAll(parts)) {
      throw new IllegalArgumentException("--parts knows " + ALL + ", not '" + value + "'");
    }
    return parts;
  }
}
