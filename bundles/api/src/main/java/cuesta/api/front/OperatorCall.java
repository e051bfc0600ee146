package cuesta.api.front;

import cuesta.api.FrameworkId;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an operator asks for.
 *
 * @param kind one of the constants, or a newer one; unknown kinds are refused
 * @param arguments by name
 */
public record OperatorCall(String kind, SortedMap<String, String> arguments) {
  /**
   * Kills a task of any framework: {@code framework}, {@code task}, and {@code grace_ms} if its end
   * shall wait longer or shorter for SIGKILL than 3 s.
   */
  public static final String KILL_TASK = "KILL_TASK";

  /** Sets a role's weight: {@code role}, {@code weight}. */
  public static final String SET_WEIGHT = "SET_WEIGHT";

  /** Removes a framework and kills its tasks: {@code framework}. */
  public static final String REMOVE_FRAMEWORK = "REMOVE_FRAMEWORK";

  /** Copies the arguments. */
  public OperatorCall {
    arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
  }

  /**
   * Kills a task.
   *
   * @param framework whose
   * @param task which
   * @return the call
   */
  public static OperatorCall killTask(FrameworkId framework, TaskId task) {
    return of(KILL_TASK, "framework", framework.value(), "task", task.value());
  }

  /**
   * Sets a role's weight.
   *
   * @param role which
   * @param weight greater than 0
   * @return the call
   */
  public static OperatorCall setWeight(RoleId role, double weight) {
    return of(SET_WEIGHT, "role", role.value(), "weight", Double.toString(weight));
  }

  /**
   * Removes a framework.
   *
   * @param framework which
   * @return the call
   */
  public static OperatorCall removeFramework(FrameworkId framework) {
    return of(REMOVE_FRAMEWORK, "framework", framework.value());
  }

  private static OperatorCall of(String kind, String... pairs) {
    TreeMap<String, String> arguments = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      arguments.put(pairs[i], pairs[i + 1]);
    }
    return new OperatorCall(kind, arguments);
  }
}
