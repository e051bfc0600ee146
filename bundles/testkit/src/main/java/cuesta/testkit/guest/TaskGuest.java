package cuesta.testkit.guest;

import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.framework.TaskInfo;
import cuesta.api.framework.UpdateView;
import cuesta.framework.kit.Launch;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A guest whose units of work are tasks by way of the kit's {@link Launch}: follows its own tasks
 * among all, and judges what must hold of any. A launch is sent when its intent is durable, an
 * update acknowledged when what follows from it is; no unit's tasks run two at a time.
 *
 * @param <S> the engine's state
 */
abstract class TaskGuest<S> implements Guest<S> {
  /** What is true of its tasks. */
  final Truth truth = new Truth();

  /** Whether a task has an id that only this guest gives. */
  abstract boolean isOurs(TaskId task);

  /** What is durable of a launch; empty if it is over, or another task came in its place. */
  abstract Optional<Launch> open(TaskId task);

  /** One of its tasks runs. */
  void begins(TaskId task) {}

  /** One of its tasks has ended. */
  void ends(TaskId task) {}

  @Override
  public void written() {}

  @Override
  public void launches(TaskInfo task) {
    truth.launches(task.id());
  }

  @Override
  public void acknowledges(UpdateView update) {
    Optional<Launch> launch = open(update.task());
    if (launch.isEmpty()) {
      return;
    }
    Violation.unless(
        !update.state().isTerminal() && launch.get().started().isPresent()
            || update.state() == TaskState.STAGING
            || update.state() == TaskState.STARTING,
        "%s: %s of %s was acknowledged before it was durable",
        name(),
        update.state(),
        update.task());
  }

  @Override
  public void started(TaskId task) {
    if (isOurs(task)) {
      truth.started(task);
      begins(task);
    }
  }

  @Override
  public void ready(TaskId task, boolean isReady) {}

  @Override
  public void ended(TaskId task, OptionalInt exit) {
    if (isOurs(task)) {
      truth.ended(task, exit);
      ends(task);
    }
  }

  @Override
  public void lost(TaskId task) {
    truth.lost(task);
  }
}
