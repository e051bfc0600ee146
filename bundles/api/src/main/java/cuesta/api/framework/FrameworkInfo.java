package cuesta.api.framework;

import cuesta.api.RoleId;
import java.time.Duration;
import java.util.List;

/**
 * How a framework introduces itself.
 *
 * @param name for people; for in-process frameworks also the key under which their id is kept
 * @param roles at least one; kept sorted
 * @param user as whom its tasks run unless they say otherwise; empty for the agent's own
 * @param failoverTimeout how long it may stay away before its tasks are killed
 * @param capabilities Mesos' names, such as PARTITION_AWARE
 */
public record FrameworkInfo(
    String name,
    List<RoleId> roles,
    String user,
    Duration failoverTimeout,
    List<String> capabilities) {
  /** Longest name, in characters. */
  public static final int MAX_NAME = 255;

  /**
   * It understands the finer states DROPPED, UNREACHABLE, GONE, GONE_BY_OPERATOR and UNKNOWN
   * instead of LOST.
   */
  public static final String PARTITION_AWARE = "PARTITION_AWARE";

  /** It wants to see KILLING. */
  public static final String TASK_KILLING_STATE = "TASK_KILLING_STATE";

  /** Checks name, roles and timeout and sorts the lists. */
  public FrameworkInfo {
    if (name == null || name.isBlank() || name.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "framework name must have 1 to " + MAX_NAME + " characters");
    }
    if (roles.isEmpty()) {
      throw new IllegalArgumentException(
          "framework '" + name + "' has no role; give it one, '*' at least");
    }
    if (failoverTimeout.isNegative()) {
      throw new IllegalArgumentException("failover_timeout may not be negative");
    }
    roles = roles.stream().distinct().sorted().toList();
    capabilities = capabilities.stream().distinct().sorted().toList();
  }

  /**
   * A partition-aware framework of one role.
   *
   * @param name its name
   * @param role its role
   * @param failoverTimeout how long it may stay away
   * @return the info
   */
  public static FrameworkInfo of(String name, RoleId role, Duration failoverTimeout) {
    return of(name, List.of(role), failoverTimeout);
  }

  /**
   * A partition-aware framework.
   *
   * @param name its name
   * @param roles its roles, at least one
   * @param failoverTimeout how long it may stay away
   * @return the info
   */
  public static FrameworkInfo of(String name, List<RoleId> roles, Duration failoverTimeout) {
    return new FrameworkInfo(
        name, roles, "", failoverTimeout, List.of(PARTITION_AWARE, TASK_KILLING_STATE));
  }

  /**
   * Whether it has a capability.
   *
   * @param capability its name
   * @return true if so
   */
  public boolean can(String capability) {
    return capabilities.contains(capability);
  }
}
