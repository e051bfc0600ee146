package cuesta.framework.kit;

import cuesta.api.OfferId;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.framework.Filter;
import cuesta.api.framework.TaskAt;
import cuesta.api.framework.TaskInfo;
import cuesta.api.framework.UpdateView;
import cuesta.api.resources.Resources;
import cuesta.engine.Effect;
import java.time.Duration;
import java.util.List;

/** Calls to the master. */
public sealed interface KitEffect extends Effect {
  /** What concerns tasks stays in order: a kill follows its launch, a question what it is about. */
  String TASKS = "tasks";

  /** What concerns the wish for offers stays in order: the last word counts. */
  String WISHES = "wishes";

  /**
   * Launches tasks on an offer. Leftovers come back at once.
   *
   * @param offer the offer
   * @param tasks what to launch, each with an intent that is a change of the same step
   */
  record Accept(OfferId offer, List<TaskInfo> tasks) implements KitEffect {
    /** Copies the list. */
    public Accept {
      tasks = List.copyOf(tasks);
    }

    @Override
    public String recipient() {
      return TASKS;
    }
  }

  /**
   * Gives offers back.
   *
   * @param offers which
   * @param filter how long not to be offered the same
   */
  record Decline(List<OfferId> offers, Filter filter) implements KitEffect {
    /** Copies the list. */
    public Decline {
      offers = List.copyOf(offers);
    }
  }

  /**
   * Kills a task.
   *
   * @param task which
   * @param grace how long until SIGKILL
   */
  record Kill(TaskId task, Duration grace) implements KitEffect {
    @Override
    public String recipient() {
      return TASKS;
    }
  }

  /**
   * An update was handled. It is acknowledged if it has an id. Emit it for every update: what is
   * said twice, first by the master itself (without an id) and then by the agent, must not be
   * acknowledged before the first handling is durable, hence the order per task.
   *
   * @param update the update
   */
  record Acknowledge(UpdateView update) implements KitEffect {
    @Override
    public String recipient() {
      return "update:" + update.task();
    }
  }

  /**
   * Asks for the state of tasks.
   *
   * @param tasks which; empty for all that the master knows of
   */
  record Reconcile(List<TaskAt> tasks) implements KitEffect {
    /** Copies the list. */
    public Reconcile {
      tasks = List.copyOf(tasks);
    }

    @Override
    public String recipient() {
      return TASKS;
    }
  }

  /**
   * Wants no more offers.
   *
   * @param role for this role
   */
  record Suppress(RoleId role) implements KitEffect {
    @Override
    public String recipient() {
      return WISHES;
    }
  }

  /**
   * Wants offers again, filtered ones too.
   *
   * @param role for this role
   */
  record Revive(RoleId role) implements KitEffect {
    @Override
    public String recipient() {
      return WISHES;
    }
  }

  /**
   * Says what is waited for.
   *
   * @param wishes at most {@link Appetite#WISHES}
   */
  record Demand(List<Resources> wishes) implements KitEffect {
    /** Copies the list. */
    public Demand {
      wishes = List.copyOf(wishes);
    }

    @Override
    public String recipient() {
      return WISHES;
    }
  }
}
