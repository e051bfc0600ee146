package cuesta.framework.webapp.engine;

import cuesta.api.framework.Check;
import cuesta.api.framework.CommandInfo;
import cuesta.api.resources.Resources;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A version of an application as its owner describes it. Already checked by whoever made it. How
 * many instances there are is not part of it: scaling makes no new version.
 *
 * @param command argv, or one shell line
 * @param shell whether it is a shell line
 * @param cpus thousandths of a core
 * @param mem thousandths of a mebibyte
 * @param disk thousandths of a mebibyte
 * @param ports how many ports; requests go to the first
 * @param environment variables; what the framework itself tells an instance comes on top
 * @param user as whom; empty for the agent's own
 * @param placement where instances run
 * @param health whether an instance is well; empty if nobody looks
 * @param readiness whether it takes requests; empty if it does as soon as it runs
 * @param update how another version takes the place of this one
 * @param drain how long an instance that is to go may finish what it does, when no new request
 *     reaches it any more
 * @param grace how long it may take to end after SIGTERM
 * @param web which requests are for it
 * @param principal on whose behalf
 */
public record Spec(
    List<String> command,
    boolean shell,
    long cpus,
    long mem,
    long disk,
    int ports,
    SortedMap<String, String> environment,
    String user,
    Placement placement,
    Optional<Check> health,
    Optional<Check> readiness,
    Update update,
    Duration drain,
    Duration grace,
    Web web,
    String principal) {

  /** Copies. */
  public Spec {
    command = List.copyOf(command);
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }

  /**
   * Where instances run.
   *
   * @param constraints as {@link cuesta.framework.kit.Constraints#parse} reads them
   * @param spread evenly over the values of this attribute, {@code agent} or {@code host}
   * @param most at most so many per value of {@code spread}; 0 for any number
   */
  public record Placement(List<String> constraints, String spread, int most) {
    /** Copies. */
    public Placement {
      constraints = List.copyOf(constraints);
    }
  }

  /**
   * How another version takes the place of this one. The terms are Marathon's (minimum healthy
   * capacity, maximum over capacity) and Nomad's (progress deadline).
   *
   * @param minHealthy percent of the instances that stay ready, rounded up
   * @param surge instances more than there should be meanwhile; {@link #QUARTER} for a quarter,
   *     {@link #share} for another share
   * @param deadline the update has failed if no further instance gets ready for so long
   * @param rollback whether the former version comes back then
   */
  public record Update(int minHealthy, int surge, Duration deadline, boolean rollback) {
    /** A quarter of the instances, at least one. */
    public static final int QUARTER = -1;

    private static final int PERCENT = 100;

    /**
     * How many stay ready.
     *
     * @param wanted how many there should be
     * @return at least so many
     */
    public int least(int wanted) {
      return (wanted * minHealthy + PERCENT - 1) / PERCENT;
    }

    /**
     * How many more there may be. Neither more nor fewer would never get anywhere: then one.
     *
     * @param wanted how many there should be
     * @return at most so many more
     */
    public int more(int wanted) {
      int most = surge >= 0 ? surge : (int) (((long) wanted * percent() + PERCENT - 1) / PERCENT);
      return most == 0 && least(wanted) == wanted ? 1 : most;
    }

    /**
     * A surge that is a share of the instances, rounded up.
     *
     * @param percent not negative
     * @return what takes the place of the number
     */
    public static int share(int percent) {
      return percent == PERCENT / 4 ? QUARTER : QUARTER - 1 - percent;
    }

    private int percent() {
      return surge == QUARTER ? PERCENT / 4 : QUARTER - 1 - surge;
    }

    /**
     * The surge as one writes it.
     *
     * @return a number, with a sign of percent if it is a share
     */
    public String surgeText() {
      return surge >= 0 ? Integer.toString(surge) : percent() + "%";
    }
  }

  /**
   * Which requests are for it, besides {@code http://NAME.localhost/} and {@code /NAME/}.
   *
   * @param hosts host names, in lower case
   * @param paths prefixes at any host, each beginning and ending with a slash; not stripped
   */
  public record Web(List<String> hosts, List<String> paths) {
    /** Copies. */
    public Web {
      hosts = List.copyOf(hosts);
      paths = List.copyOf(paths);
    }
  }

  /**
   * The scalars an instance takes.
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
   * Whether an instance would be the same by another description: only what is around it differs,
   * such as its routes or how it is updated.
   *
   * @param other another description
   * @return true if instances can go over to it as they are
   */
  public boolean hasSameTask(Spec other) {
    return taskOnly().equals(other.taskOnly());
  }

  private Spec taskOnly() {
    return new Spec(
        command,
        shell,
        cpus,
        mem,
        disk,
        ports,
        environment,
        user,
        new Placement(List.of(), "", 0),
        health,
        readiness,
        new Update(0, 0, Duration.ZERO, false),
        Duration.ZERO,
        grace,
        new Web(List.of(), List.of()),
        "");
  }

  /**
   * Whether it says the same, whoever says so.
   *
   * @param other another description
   * @return true if nothing but the principal may differ
   */
  public boolean saysSame(Spec other) {
    return hasSameTask(other)
        && placement.equals(other.placement)
        && update.equals(other.update)
        && drain.equals(other.drain)
        && web.equals(other.web);
  }
}
