package cuesta.testkit;

import cuesta.testkit.sim.Bug;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code cuesta simulate} is asked for.
 *
 * @param help to say how it is used, and nothing else
 * @param first the first seed
 * @param last the last seed
 * @param lines how many lines of the trace to print; −1 if nothing was said
 * @param bug what to plant
 */
record SimulateOptions(boolean help, long first, long last, int lines, Bug bug) {
  private static final SimulateOptions NONE = new SimulateOptions(false, 0, -1, -1, Bug.NONE);

  /**
   * Reads the command line; {@code --seed=1} is {@code --seed 1}.
   *
   * @throws IllegalArgumentException if it is wrong, with what is
   */
  static SimulateOptions of(String... args) {
    SimulateOptions options = NONE;
    Iterator<String> words =
        Arrays.stream(args)
            .flatMap(
                arg -> Arrays.stream(arg.startsWith("--") ? arg.split("=", 2) : new String[] {arg}))
            .iterator();
    while (words.hasNext()) {
      String flag = words.next();
      if (flag.equals("-h") || flag.equals("--help")) {
        return new SimulateOptions(true, 0, 0, 0, Bug.NONE);
      }
      options = options.with(flag, words);
    }
    if (options.last < options.first) {
      throw new IllegalArgumentException("give --seed N or --seeds A..B, B not below A");
    }
    return options;
  }

  private SimulateOptions with(String flag, Iterator<String> words) {
    return switch (flag) {
      case "--seed" -> {
        long seed = number(flag, value(flag, words));
        yield new SimulateOptions(false, seed, seed, lines, bug);
      }
      case "--seeds" -> {
        String[] ends = value(flag, words).split("\\.\\.", 2);
        yield new SimulateOptions(
            false, number(flag, ends[0]), number(flag, ends[ends.length - 1]), lines, bug);
      }
      case "--last" ->
          new SimulateOptions(false, first, last, lines(number(flag, value(flag, words))), bug);
      case "--bug" -> new SimulateOptions(false, first, last, lines, bug(value(flag, words)));
      default ->
          throw new IllegalArgumentException(
              "unknown flag '" + flag + "'; it takes --seed, --seeds, --last, --bug, --help");
    };
  }

  private static String value(String flag, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException(flag + " needs a value");
    }
    return words.next();
  }

  private static long number(String flag, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(flag + " needs a number, not '" + text + "'", e);
    }
  }

  private static int lines(long number) {
    return Math.clamp(number, 0, Integer.MAX_VALUE);
  }

  private static Bug bug(String text) {
    Map<String, Bug> known = new TreeMap<>();
    for (Bug bug : Bug.values()) {
      known.put(bug.name().toLowerCase(Locale.ROOT), bug);
    }
    known.values().remove(Bug.NONE);
    if (!known.containsKey(text)) {
      throw new IllegalArgumentException(
          "there is no bug '" + text + "'; there are " + String.join(", ", known.keySet()));
    }
    return known.get(text);
  }
}
