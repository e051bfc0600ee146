package cuesta.api.framework;

import cuesta.api.AgentId;
import cuesta.api.OfferId;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.UpdateId;
import cuesta.api.resources.Resources;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A framework's voice. Any thread; never blocks; repeats are harmless. A stage completes when the
 * core has decided and the decision is durable, or exceptionally with {@link cuesta.api.Refused};
 * it completes on a thread of the core, so hand over and return.
 */
@ProviderType
public interface SchedulerSession {
  /**
   * Uses offers. All are of one agent and one role. What is left over comes back at once; what was
   * not touched at all counts as declined. A task that cannot be launched is answered by an update
   * (ERROR or DROPPED), the others of the call proceed.
   *
   * @param offers the offers
   * @param operations what to do, in order, each against what the ones before left
   * @param filter how long not to be offered the rest again
   * @return completes once decided
   */
  CompletionStage<Void> accept(List<OfferId> offers, List<Operation> operations, Filter filter);

  /**
   * Gives offers back.
   *
   * @param offers the offers; unknown ones are ignored
   * @param filter how long not to be offered the same again
   * @return completes once decided
   */
  CompletionStage<Void> decline(List<OfferId> offers, Filter filter);

  /**
   * Kills a task: SIGTERM, then SIGKILL. May be repeated; a later call can only shorten the grace.
   * An unknown task is answered as a reconciliation would, but not while an agent is away that may
   * have it: then nothing is said, and the kill is to be repeated when the task is heard of.
   *
   * @param task which
   * @param grace how long until SIGKILL
   * @return completes once the agent was told, or the master knows that it must be
   */
  CompletionStage<Void> kill(TaskId task, Duration grace);

  /**
   * Acknowledges an update, after what follows from it is durable in the framework.
   *
   * @param agent the update's agent
   * @param task the update's task
   * @param update the update
   */
  void acknowledge(AgentId agent, TaskId task, UpdateId update);

  /**
   * Asks for the state of tasks; the answers are updates without an id. About a task that the
   * master does not know it answers by the task's agent: GONE if that is here or was removed,
   * UNREACHABLE if it is given up but may come back, nothing while it is awaited after a take-over
   * (ask again later). Of a task without an agent, and of one whose agent it never knew, it says
   * UNKNOWN, the former only once no agent is awaited any more: an agent that is given up may still
   * run it.
   *
   * @param tasks which; empty for all the master knows of (implicit reconciliation)
   */
  void reconcile(List<TaskAt> tasks);

  /**
   * Wants no more offers for a role.
   *
   * @param role the role
   */
  void suppress(RoleId role);

  /**
   * Wants offers for a role again, and forgets its filters.
   *
   * @param role the role
   */
  void revive(RoleId role);

  /**
   * Says what one task would need each, so that waits can be explained and allocators need not
   * guess.
   *
   * @param wishes at most 100; empty for nothing in particular
   */
  void demand(List<Resources> wishes);
}
