package cuesta.framework.cron.engine;

import java.time.Instant;

/**
 * A job: what its owner said, and what follows from when. One entry of the store, written when the
 * owner changes something.
 *
 * @param spec what its owner said
 * @param tag tells its tasks from those of a job that had the same name; made by chance
 * @param anchor when this schedule began, a whole second: nothing up to then is due, and periods
 *     begin there
 * @param created when the job was added
 * @param revision grows with each change of it
 */
public record Job(Spec spec, String tag, Instant anchor, Instant created, int revision) {
  /**
   * Its name.
   *
   * @return the name
   */
  public String name() {
    return spec.name();
  }
}
