package cuesta.testkit.sim;

import cuesta.api.AgentId;
import cuesta.api.OfferId;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.UpdateId;
import cuesta.api.framework.Filter;
import cuesta.api.framework.Operation;
import cuesta.api.framework.SchedulerSession;
import cuesta.api.framework.TaskAt;
import cuesta.api.framework.UpdateView;
import cuesta.api.resources.Resources;
import cuesta.core.master.FrameworkCall;
import cuesta.testkit.guest.Guest;
import cuesta.testkit.guest.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A framework's calls, as events of its session; its guest judges them.
 *
 * @param session the session
 * @param guest who it belongs to
 * @param heard all updates that it was told, by their ids
 */
record SimVoice(SimSession session, Guest<?> guest, Map<String, UpdateView> heard)
    implements SchedulerSession {
  private CompletionStage<Void> call(FrameworkCall call) {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    session.call(call, refusal -> SimStore.finish(answer, refusal));
    return answer;
  }

  @Override
  public CompletionStage<Void> accept(
      List<OfferId> offers, List<Operation> operations, Filter filter) {
    operations.stream().flatMap(operation -> operation.tasks().stream()).forEach(guest::launches);
    return call(new FrameworkCall.Accept(offers, operations, filter));
  }

  @Override
  public CompletionStage<Void> decline(List<OfferId> offers, Filter filter) {
    return call(new FrameworkCall.Decline(offers, filter));
  }

  @Override
  public CompletionStage<Void> kill(TaskId task, Duration grace) {
    return call(new FrameworkCall.Kill(task, grace.toMillis()));
  }

  @Override
  public void acknowledge(AgentId agent, TaskId task, UpdateId update) {
    UpdateView of = heard.get(update.toString());
    Violation.unless(of != null, "%s acknowledged what it was never told: %s", task, update);
    guest.acknowledges(of);
    session.say(new FrameworkCall.Acknowledge(agent, task, update));
  }

  @Override
  public void reconcile(List<TaskAt> tasks) {
    session.say(new FrameworkCall.Reconcile(tasks));
  }

  @Override
  public void suppress(RoleId role) {
    session.say(new FrameworkCall.Suppress(role));
  }

  @Override
  public void revive(RoleId role) {
    session.say(new FrameworkCall.Revive(role));
  }

  @Override
  public void demand(List<Resources> wishes) {
    session.say(new FrameworkCall.Demand(wishes));
  }
}
