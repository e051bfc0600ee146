package cuesta.core.edge.agent;

import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.launcher.EnterSpec;
import cuesta.api.launcher.Entered;
import cuesta.api.launcher.LaunchSpec;
import cuesta.core.agent.Kept;
import java.util.Optional;

/**
 * The launcher of an agent. Called in a container's lane; calls for different containers come at
 * the same time. It throws nothing.
 */
public interface LauncherCalls {
  /**
   * Starts a container.
   *
   * @param spec what to start
   * @return what to remember
   */
  Answer<Kept> launch(LaunchSpec spec);

  /**
   * Sends a signal to every process of a container.
   *
   * @param container which; unknown or ended succeeds
   * @param signal its number
   * @return empty, or why some could not be reached
   */
  Optional<Reason> signal(ContainerId container, int signal);

  /**
   * Runs a command in a running container, on the calling thread, until its end or timeout.
   *
   * @param spec what to run
   * @return how it ended; a failure of the launcher has one of the codes {@code SLOT_EMPTY}, {@code
   *     PLUGIN_FAILED} and {@code PLUGIN_LATE}, any other code is a refusal
   */
  Answer<Entered> enter(EnterSpec spec);

  /**
   * Forgets a container that ended.
   *
   * @param container which; unknown succeeds
   * @return empty, or why something of it is left
   */
  Optional<Reason> cleanup(ContainerId container);
}
