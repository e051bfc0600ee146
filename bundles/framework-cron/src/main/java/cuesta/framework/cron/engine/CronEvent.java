package cuesta.framework.cron.engine;

import cuesta.api.Reason;
import cuesta.framework.kit.FrameworkEvent;
import java.util.Optional;

/** What framework-cron is asked for, and what comes back to it. */
public sealed interface CronEvent extends FrameworkEvent {
  /**
   * Adds a job, or replaces one.
   *
   * @param spec the job
   * @param mode whether it may be there
   * @param call whose
   */
  record Put(Spec spec, Mode mode, long call) implements CronEvent {}

  /** Whether a job may be there already. */
  enum Mode {
    /** It must not be there. */
    ADD,
    /** It may be there. */
    EITHER
  }

  /**
   * Pauses a job.
   *
   * @param name which
   * @param call whose
   */
  record Pause(String name, long call) implements CronEvent {}

  /**
   * Lets a job go on.
   *
   * @param name which
   * @param call whose
   */
  record Resume(String name, long call) implements CronEvent {}

  /**
   * Runs a job now.
   *
   * @param name which
   * @param call whose
   */
  record RunNow(String name, long call) implements CronEvent {}

  /**
   * Deletes a job, and kills what runs of it.
   *
   * @param name which
   * @param call whose
   */
  record Delete(String name, long call) implements CronEvent {}

  /** It may be time to decide on instants. */
  record Due() implements CronEvent {}

  /** It may be time for another attempt, or to kill what takes too long. */
  record Wake() implements CronEvent {}

  /**
   * What came of fetching an output.
   *
   * @param name of which job
   * @param number which run
   * @param output the output, packed; empty if it could not be read
   * @param why why it could not be read
   */
  record Fetched(String name, long number, Optional<Packed> output, Optional<Reason> why)
      implements CronEvent {}
}
