package cuesta.framework.run.engine;

import cuesta.framework.kit.FrameworkEvent;
import java.time.Duration;

/** What framework-run is asked for. */
public sealed interface RunEvent extends FrameworkEvent {
  /** The call it comes from; its answer goes there. */
  long call();

  /**
   * A request is on its way in: want offers now, while it becomes durable.
   *
   * @param request the request that follows
   */
  record Coming(Request request) implements RunEvent {
    @Override
    public long call() {
      return 0;
    }
  }

  /**
   * A request.
   *
   * @param request what is wanted
   * @param call whose
   */
  record Requested(Request request, long call) implements RunEvent {}

  /**
   * A kill. A later one can only shorten the grace.
   *
   * @param number which run
   * @param grace how long until SIGKILL
   * @param call whose
   */
  record KillRequested(long number, Duration grace, long call) implements RunEvent {}
}
