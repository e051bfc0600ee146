package cuesta.api.launcher;

import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Starts and signals containers on one agent. Lanes and repetition as for {@link
 * cuesta.api.isolator.Isolator}.
 */
@ConsumerType
public interface Launcher extends AutoCloseable {
  /** The status of a container whose supervisor vanished without a word. */
  int LOST = -1;

  /**
   * Starts a container under a supervisor that outlives this process and records the exit status.
   * Returns once the process that becomes the command exists, in the container's cgroups, for that
   * is when the task is said to run; or once it is certain that it has ended. A command that cannot
   * be run ends with 126 or 127, as in a shell.
   *
   * @param spec what to start
   * @return what to remember; repeated with the same id, the record of the first time
   * @throws Exception if it could not be started; nothing runs then
   */
  LaunchRecord launch(LaunchSpec spec) throws Exception;

  /**
   * Sends a signal.
   *
   * @param container which; unknown or ended succeeds
   * @param signal the signal's number, 9 or 15 among others
   * @param wholeTree to every process of the container, double-forked ones included, instead of the
   *     command alone
   * @throws Exception if processes are left that could not be reached
   */
  void signal(ContainerId container, int signal, boolean wholeTree) throws Exception;

  /**
   * Forgets a container whose end was recorded, and removes what the launcher keeps of it.
   *
   * @param container which; unknown succeeds
   * @throws Exception if something is left; repeated later
   */
  void cleanup(ContainerId container) throws Exception;

  /**
   * Runs a command in a running container, in its cgroups and with its process limits, and waits
   * for its end. Killed at the timeout with all that it started; what an end leaves behind belongs
   * to the container. Calls for one container may come at the same time, also with {@link #signal}.
   *
   * @param spec what to run
   * @return how it ended
   * @throws cuesta.api.Refused if this launcher cannot; the container is unknown; or its user is
   * @throws Exception if it could not be started, which says nothing of the container
   */
  default Entered enter(EnterSpec spec) throws Exception {
    throw new Refused(
        Reason.of(
            Reasons.LAUNCH_FAILED,
            spec.container().value(),
            "its launcher cannot run commands in containers",
            "check by HTTP or TCP, or use another launcher"));
  }

  /** Retires; containers run on. */
  @Override
  default void close() {}
}
