package cuesta.core.message;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.ExecutorId;
import cuesta.api.FrameworkId;

/**
 * Where a container's directory lies below its agent's work directory: as Mesos has it, since tools
 * build such paths themselves.
 */
public final class Sandbox {
  private Sandbox() {}

  /**
   * The path of a container's sandbox.
   *
   * @param agent on which agent
   * @param framework whose
   * @param executor of which executor
   * @param container which run
   * @return a relative path
   */
  public static String path(
      AgentId agent, FrameworkId framework, ExecutorId executor, ContainerId container) {
    return runs(agent, framework, executor) + "/" + container;
  }

  /**
   * The directory of all runs of an executor, which also holds the link {@code latest}.
   *
   * @param agent on which agent
   * @param framework whose
   * @param executor of which executor
   * @return a relative path
   */
  public static String runs(AgentId agent, FrameworkId framework, ExecutorId executor) {
    return "slaves/" + agent + "/frameworks/" + framework + "/executors/" + executor + "/runs";
  }
}
