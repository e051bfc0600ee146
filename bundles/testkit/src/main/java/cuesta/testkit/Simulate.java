package cuesta.testkit;

import cuesta.testkit.sim.Bug;
import cuesta.testkit.sim.Simulation;
import java.util.Arrays;
import java.util.Locale;

/** {@code cuesta simulate}: runs seeds and says what they came to. */
public final class Simulate {
  private static final String USAGE =
      """
      usage: cuesta simulate --seed N [--last LINES] [--bug NAME]
             cuesta simulate --seeds A..B [--bug NAME]

      Runs a whole cluster in one thread on virtual time: the shipped master, agent, allocator and
      frameworks, in a world that loses, delays, crashes and lies. The same seed gives the same run
      on any machine.

        --seed N        one seed
        --seeds A..B    all seeds from A to B
        --last LINES    print so many lines of the trace (default: 40 if something is found, else none)
        --bug NAME      plant a bug: no_term_check, effect_before_commit, lost_acknowledgement,
                        double_recover, filter_ignored, intent_not_committed, acknowledged_early,
                        tick_twice, intent_lost
      """;

  private static final int SHOWN = 40;

  private Simulate() {}

  /**
   * Runs.
   *
   * @param args see the usage
   */
  public static void main(String[] args) {
    System.exit(run(apart(args)));
  }

  /** {@code --seed=1} is {@code --seed 1}. */
  private static String[] apart(String[] args) {
    return Arrays.stream(args)
        .flatMap(
            arg -> Arrays.stream(arg.startsWith("--") ? arg.split("=", 2) : new String[] {arg}))
        .toArray(String[]::new);
  }

  private static int run(String[] args) {
    long first = 0;
    long last = -1;
    int lines = -1;
    Bug bug = Bug.NONE;
    try {
      for (int i = 0; i < args.length; i++) {
        switch (args[i]) {
          case "--help", "-h" -> {
            System.out.print(USAGE);
            return 0;
          }
          case "--seed" -> {
            first = Long.parseLong(value(args, ++i));
            last = first;
          }
          case "--seeds" -> {
            String[] ends = value(args, ++i).split("\\.\\.", 2);
            first = Long.parseLong(ends[0]);
            last = Long.parseLong(ends[ends.length - 1]);
          }
          case "--last" -> lines = Integer.parseInt(value(args, ++i));
          case "--bug" -> bug = Bug.valueOf(value(args, ++i).toUpperCase(Locale.ROOT));
          default -> throw new IllegalArgumentException("unknown flag '" + args[i] + "'");
        }
      }
      if (last < first) {
        throw new IllegalArgumentException("give --seed N or --seeds A..B");
      }
    } catch (IllegalArgumentException e) {
      System.err.println("cuesta simulate: " + e.getMessage() + "; see --help");
      return 2;
    }
    return play(first, last, lines, bug);
  }

  private static String value(String[] args, int i) {
    if (i >= args.length) {
      throw new IllegalArgumentException(args[i - 1] + " needs a value");
    }
    return args[i];
  }

  private static int play(long first, long last, int lines, Bug bug) {
    long events = 0;
    long tasks = 0;
    for (long seed = first; seed <= last; seed++) {
      Simulation.Outcome outcome = Simulation.run(seed, bug, lines < 0 ? SHOWN : lines);
      events += outcome.events();
      tasks += outcome.tasks();
      if (outcome.violation().isPresent()) {
        System.out.println(outcome.trace());
        System.out.println("seed " + seed + ": " + outcome.violation().get());
        System.out.println(
            "replay: cuesta simulate --seed "
                + seed
                + (bug == Bug.NONE ? "" : " --bug " + bug.name().toLowerCase(Locale.ROOT)));
        return 1;
      }
      if (first == last) {
        if (lines > 0) {
          System.out.println(outcome.trace());
        }
        outcome.guests().forEach(System.out::println);
        System.out.printf("seed %d: hash %016x%n", seed, outcome.hash());
      }
    }
    System.out.println(
        (last - first + 1) + " seeds, " + events + " events, " + tasks + " tasks: nothing found");
    return 0;
  }
}
