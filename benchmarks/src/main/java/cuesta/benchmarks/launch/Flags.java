package cuesta.benchmarks.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/** What was said on a benchmark's command line. All have {@code --home} and {@code --results}. */
public final class Flags {
  private static final Flag HOME = Flag.path("--home", "distribution/target/cuesta");
  private static final Flag RESULTS = Flag.path("--results", "benchmarks/results");

  private final List<Flag> known = new ArrayList<>(List.of(HOME, RESULTS));
  private final SortedMap<String, String> values = new TreeMap<>();

  private Flags(List<Flag> more) {
    known.addAll(more);
    known.forEach(flag -> values.put(flag.name(), flag.usually()));
  }

  /**
   * Reads a command line. Ends the process with 2 if a word is wrong, or there is no distribution.
   *
   * @param name of the benchmark
   * @param args its words
   * @param more what this benchmark knows besides
   * @return the values
   */
  public static Flags parse(String name, String[] args, Flag... more) {
    try {
      return read(args, more);
    } catch (IllegalArgumentException e) {
      System.err.println(name + ": " + e.getMessage());
      System.exit(2);
      throw e;
    }
  }

  private static Flags read(String[] args, Flag... more) {
    Flags flags = new Flags(List.of(more));
    for (int i = 0; i < args.length; i += 2) {
      if (i + 1 == args.length) {
        throw new IllegalArgumentException(args[i] + " needs a value: " + flags.usage());
      }
      flags.set(args[i], args[i + 1]);
    }
    if (!Files.isExecutable(flags.home().resolve("bin/cuesta"))) {
      throw new IllegalArgumentException(
          "--home " + flags.home() + " holds no distribution: run ./cuesta version, which builds");
    }
    return flags;
  }

  private void set(String name, String value) {
    Flag flag =
        known.stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException(name + " is unknown, but there are " + usage()));
    if (!flag.fits().test(value)) {
      throw new IllegalArgumentException(
          name + " must be " + flag.must() + ", not '" + value + "'");
    }
    values.put(name, value);
  }

  private String usage() {
    StringJoiner usage = new StringJoiner(", ");
    for (Flag flag : known) {
      usage.add(flag.name() + " " + flag.form() + " (default " + flag.usually() + ")");
    }
    return usage.toString();
  }

  /**
   * The distribution that is measured.
   *
   * @return its folder
   */
  public Path home() {
    return path(HOME.name());
  }

  /**
   * Where the tables go.
   *
   * @return the folder
   */
  public Path results() {
    return path(RESULTS.name());
  }

  /**
   * A file or folder.
   *
   * @param name of the flag
   * @return absolute
   */
  public Path path(String name) {
    return Path.of(values.get(name)).toAbsolutePath().normalize();
  }

  /**
   * A whole number.
   *
   * @param name of the flag
   * @return within the flag's bounds
   */
  public int number(String name) {
    return Integer.parseInt(values.get(name));
  }

  /**
   * What is measured.
   *
   * @return in this order
   */
  public List<String> parts() {
    return List.of(values.get("--parts").split(","));
  }
}
