package cuesta.core.master;

import java.time.Duration;

/**
 * Every bound of the master, with its reason. Public ones are shown in docs/reference/limits.md.
 */
public final class Limits {
  /**
   * An offer that is not used blocks its resources for others; Mesos leaves this endless by
   * default, and clusters starve on it.
   */
  public static final Duration OFFER_TIMEOUT = Duration.ofSeconds(60);

  /**
   * Declined resources come back to the same framework after this at the earliest, or decline →
   * offer → decline would spin.
   */
  public static final Duration MIN_REFUSAL = Duration.ofSeconds(1);

  /**
   * How long a broken stream may stay broken until the agent's tasks are unreachable, unless the
   * master is told otherwise: Mesos' 5 pings of 15 s.
   */
  public static final Duration AGENT_TIMEOUT = Duration.ofSeconds(75);

  /**
   * The shortest that a master may be told: a heartbeat each second, and time for an agent to
   * notice, to wait for its next attempt and to be greeted.
   */
  public static final Duration AGENT_TIMEOUT_LEAST = Duration.ofSeconds(5);

  /** The longest that a master may be told: frameworks hear nothing of their tasks meanwhile. */
  public static final Duration AGENT_TIMEOUT_MOST = Duration.ofHours(1);

  /**
   * How long a new leader waits at least for agents that a former one admitted (Mesos'
   * agent_reregister_timeout); never shorter than what a broken stream is given.
   */
  public static final Duration AGENT_REREGISTER_TIMEOUT = Duration.ofMinutes(10);

  /**
   * The longest a framework may stay away; "for ever" in practice, and within the clock's range.
   */
  public static final Duration FAILOVER_TIMEOUT = Duration.ofDays(36_500);

  /**
   * The id of a removed framework or agent is refused for this long; two weeks cover the longest
   * outage somebody sleeps through.
   */
  public static final Duration REMOVED_KEPT = Duration.ofDays(14);

  /** Tasks remembered after their end, for each framework, as Mesos does. */
  public static final int COMPLETED_TASKS = 1_000;

  /** Frameworks remembered after their end, with their completed tasks. */
  public static final int COMPLETED_FRAMEWORKS = 50;

  /** Agents that are unreachable are kept up to this number; the oldest are then removed. */
  public static final int UNREACHABLE_AGENTS = 1_000;

  /**
   * Ids of removed frameworks kept at most, and of removed agents; a crowd of short-lived ones must
   * not grow the registry.
   */
  public static final int REMOVED = 1_000;

  /** Events kept for readers who resume. */
  public static final int EVENTS = 5_000;

  /**
   * Grants looked at per allocation cycle: what a thousand-agent cluster can be offered at once;
   * the rest comes in the next cycle.
   */
  public static final int GRANTS = 1_000;

  /** Tasks of one accept. */
  public static final int TASKS_PER_ACCEPT = 1_000;

  /** Offers of one call. */
  public static final int OFFERS_PER_CALL = 1_000;

  /** Wishes of one framework. */
  public static final int DEMANDS = 100;

  /** Tasks of one explicit reconciliation. */
  public static final int RECONCILED = 10_000;

  private Limits() {}
}
