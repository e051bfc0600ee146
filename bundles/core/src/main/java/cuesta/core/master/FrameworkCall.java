package cuesta.core.master;

import cuesta.api.AgentId;
import cuesta.api.OfferId;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.UpdateId;
import cuesta.api.framework.Filter;
import cuesta.api.framework.FrameworkStore;
import cuesta.api.framework.Operation;
import cuesta.api.framework.TaskAt;
import cuesta.api.resources.Resources;
import java.util.List;

/**
 * What a framework calls; each as in {@link cuesta.api.framework.SchedulerSession} or {@link
 * FrameworkStore}.
 */
public sealed interface FrameworkCall {
  /**
   * Uses offers.
   *
   * @param offers which
   * @param operations what to do
   * @param filter how long not to be offered the rest
   */
  record Accept(List<OfferId> offers, List<Operation> operations, Filter filter)
      implements FrameworkCall {
    /** Copies the lists. */
    public Accept {
      offers = List.copyOf(offers);
      operations = List.copyOf(operations);
    }
  }

  /**
   * Gives offers back.
   *
   * @param offers which
   * @param filter how long not to be offered the same
   */
  record Decline(List<OfferId> offers, Filter filter) implements FrameworkCall {
    /** Copies the list. */
    public Decline {
      offers = List.copyOf(offers);
    }
  }

  /**
   * Kills a task.
   *
   * @param task which
   * @param graceMillis between SIGTERM and SIGKILL
   */
  record Kill(TaskId task, long graceMillis) implements FrameworkCall {}

  /**
   * Acknowledges an update.
   *
   * @param agent of which agent
   * @param task of which task
   * @param update which
   */
  record Acknowledge(AgentId agent, TaskId task, UpdateId update) implements FrameworkCall {}

  /**
   * Asks for the state of tasks.
   *
   * @param tasks which; empty for all
   */
  record Reconcile(List<TaskAt> tasks) implements FrameworkCall {
    /** Copies the list. */
    public Reconcile {
      tasks = List.copyOf(tasks);
    }
  }

  /**
   * Wants no offers.
   *
   * @param role for which role
   */
  record Suppress(RoleId role) implements FrameworkCall {}

  /**
   * Wants offers again.
   *
   * @param role for which role
   */
  record Revive(RoleId role) implements FrameworkCall {}

  /**
   * Says what one task would need.
   *
   * @param wishes each a task's resources
   */
  record Demand(List<Resources> wishes) implements FrameworkCall {
    /** Copies the list. */
    public Demand {
      wishes = List.copyOf(wishes);
    }
  }

  /**
   * Writes to its store.
   *
   * @param batch all or nothing
   */
  record Commit(List<FrameworkStore.Op> batch) implements FrameworkCall {
    /** Copies the list. */
    public Commit {
      batch = List.copyOf(batch);
    }
  }
}
