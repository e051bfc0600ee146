package cuesta.testkit;

import cuesta.testkit.sim.Bug;
import cuesta.testkit.sim.Simulation;
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
                        double_recover, optimist, filter_ignored, intent_not_committed,
                        acknowledged_early, tick_twice, intent_lost, ready_on_trust,
                        kill_forgotten, launched_again, number_twice
      """;

  private static final int SHOWN = 40;

  private Simulate() {}

  /**
   * Runs.
   *
   * @param args see the usage
   */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    SimulateOptions options;
    try {
      options = SimulateOptions.of(args);
    } catch (IllegalArgumentException e) {
      System.err.println("cuesta simulate: " + e.getMessage());
      return 2;
    }
    if (options.help()) {
      System.out.print(USAGE);
      return 0;
    }
    return play(options.first(), options.last(), options.lines(), options.bug());
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
