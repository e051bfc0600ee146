package cuesta.benchmarks.web;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * What is measured, and how much of it.
 *
 * @param home a distribution
 * @param results where the tables go
 * @param parts of the whole, by name
 */
record Settings(Path home, Path results, List<String> parts) {
  /** All parts, in order. */
  static final List<String> ALL = List.of("deploy", "fifty", "idle");

  private static final String USAGE =
      "--home DIR, --results DIR," + " --parts LIST (default deploy,fifty,idle)";

  static Settings parse(String[] args) {
    Settings settings =
        new Settings(
            Path.of("distribution/target/cuesta").toAbsolutePath(),
            Path.of("benchmarks/results").toAbsolutePath(),
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
      case "--home" -> new Settings(absolute(value), results, parts);
      case "--results" -> new Settings(home, absolute(value), parts);
      case "--parts" -> new Settings(home, results, parts(value));
      default -> throw new IllegalArgumentException(name + " is unknown: " + USAGE);
    };
  }

  private static Path absolute(String value) {
    return Path.of(value).toAbsolutePath().normalize();
  }

  private static List<String> parts(String value) {
    List<String> parts = List.of(value.split(","));
    if (!ALL.containsAll(parts)) {
      throw new IllegalArgumentException("--parts knows " + ALL + ", not '" + value + "'");
    }
    return parts;
  }
}
