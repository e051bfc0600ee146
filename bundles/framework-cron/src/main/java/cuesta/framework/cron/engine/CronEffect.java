package cuesta.framework.cron.engine;

import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.engine.Effect;

/** Answers to calls, and outputs to fetch. */
public sealed interface CronEffect extends Effect {
  /**
   * It is done, and durable.
   *
   * @param call whose
   * @param name of which job
   * @param run the number of the run that was begun; 0 if none was
   */
  record Done(long call, String name, long run) implements CronEffect {
    @Override
    public String recipient() {
      return name;
    }
  }

  /**
   * A change of a job is durable. Nothing is to be done for it: it stands in the job's queue, so
   * that no answer which shows the change overtakes it.
   *
   * @param name which
   */
  record Durable(String name) implements CronEffect {
    @Override
    public String recipient() {
      return name;
    }
  }

  /**
   * It was not done.
   *
   * @param call whose
   * @param why the reason
   */
  record Refusal(long call, Reason why) implements CronEffect {}

  /**
   * Fetches the end of a run's output; {@link CronEvent.Fetched} comes back in any case.
   *
   * @param name of which job
   * @param number which run
   * @param task its task
   */
  record Fetch(String name, long number, TaskId task) implements CronEffect {}
}
