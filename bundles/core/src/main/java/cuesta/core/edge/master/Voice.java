package cuesta.core.edge.master;

import cuesta.api.AgentId;
import cuesta.api.OfferId;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.UpdateId;
import cuesta.api.framework.Filter;
import cuesta.api.framework.Operation;
import cuesta.api.framework.SchedulerSession;
import cuesta.api.framework.TaskAt;
import cuesta.api.resources.Resources;
import cuesta.core.master.FrameworkCall;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A framework's calls, as events of its session. */
final class Voice implements SchedulerSession {
  private final Sessions sessions;
  private final long session;

  Voice(Sessions sessions, long session) {
    this.sessions = sessions;
    this.session = session;
  }

  @Override
  public CompletionStage<Void> accept(
      List<OfferId> offers, List<Operation> operations, Filter filter) {
    return sessions.call(session, new FrameworkCall.Accept(offers, operations, filter));
  }

  @Override
  public CompletionStage<Void> decline(List<OfferId> offers, Filter filter) {
    return sessions.call(session, new FrameworkCall.Decline(offers, filter));
  }

  @Override
  public CompletionStage<Void> kill(TaskId task, Duration grace) {
    return sessions.call(session, new FrameworkCall.Kill(task, grace.toMillis()));
  }

  @Override
  public void acknowledge(AgentId agent, TaskId task, UpdateId update) {
    sessions.say(session, new FrameworkCall.Acknowledge(agent, task, update));
  }

  @Override
  public void reconcile(List<TaskAt> tasks) {
    sessions.say(session, new FrameworkCall.Reconcile(tasks));
  }

  @Override
  public void suppress(RoleId role) {
    sessions.say(session, new FrameworkCall.Suppress(role));
  }

  @Override
  public void revive(RoleId role) {
    sessions.say(session, new FrameworkCall.Revive(role));
  }

  @Override
  public void demand(List<Resources> wishes) {
    sessions.say(session, new FrameworkCall.Demand(wishes));
  }
}
