package cuesta.framework.cron.engine;

import cuesta.api.framework.CommandInfo;
import cuesta.api.resources.Resources;
import cuesta.framework.kit.Weight;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A job as its owner describes it. Already checked by whoever made it.
 *
 * @param name its name, see {@link CronLimits#NAME}
 * @param schedule when, as text
 * @param zone the time zone's name
 * @param command argv, or one shell line
 * @param shell whether it is a shell line
 * @param cpus thousandths of a core
 * @param mem thousandths of a mebibyte
 * @param disk thousandths of a mebibyte
 * @param environment variables; what cron itself tells a run comes on top
 * @param user as whom; empty for the agent's own
 * @param overlap whether runs may go beside one another
 * @param catchUp what becomes of what was due while nothing led
 * @param retries attempts after the first, if a run fails
 * @param timeout how long an attempt may run
 * @param grace how long it may take to end after SIGTERM
 * @param principal on whose behalf
 */
public record Spec(
    String name,
    String schedule,
    String zone,
    List<String> command,
    boolean shell,
    long cpus,
    long mem,
    long disk,
    SortedMap<String, String> environment,
    String user,
    Overlap overlap,
    CatchUp catchUp,
    int retries,
    Optional<Duration> timeout,
    Duration grace,
    String principal) {

  /** Whether runs of a job may go beside one another. */
  public enum Overlap {
    /** What is due while a run is open is skipped. */
    FORBID,
    /** Runs go beside one another. */
    ALLOW
  }

  /** What becomes of instants at which nothing led. */
  public enum CatchUp {
    /** All are skipped. */
    NONE,
    /** The last one fires late, if it is not too late. */
    LAST,
    /** Each fires, in order. */
    ALL
  }

  /** Copies. */
  public Spec {
    command = List.copyOf(command);
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }

  /**
   * The scalars a run takes.
   *
   * @return what it asks offers for
   */
  public Resources amounts() {
    Resources amounts = Resources.cpusMem(cpus, mem);
    return disk == 0 ? amounts : amounts.plus(Resources.scalar("disk", disk));
  }

  /**
   * The command as agents take it.
   *
   * @param more variables on top
   * @return the command
   */
  public CommandInfo commandInfo(SortedMap<String, String> more) {
    TreeMap<String, String> all = new TreeMap<>(environment);
    all.putAll(more);
    CommandInfo info =
        shell
            ? new CommandInfo(true, command.getFirst(), List.of(), all, Optional.empty())
            : CommandInfo.of(command, all);
    return info.withUser(Optional.of(user).filter(who -> !who.isEmpty()));
  }

  /**
   * What it takes in the store.
   *
   * @return bytes, at most: each character is counted as JSON may have to write it
   */
  public int weight() {
    int bytes =
        512
            + Weight.of(name)
            + Weight.of(schedule)
            + Weight.of(zone)
            + Weight.of(user)
            + Weight.of(principal);
    bytes += Weight.of(command);
    for (var variable : environment.entrySet()) {
      bytes += 8 + Weight.of(variable.getKey()) + Weight.of(variable.getValue());
    }
    return bytes;
  }
}
