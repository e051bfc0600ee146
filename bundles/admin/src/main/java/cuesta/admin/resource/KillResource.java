package cuesta.admin.resource;

import cuesta.admin.http.Answer;
import cuesta.admin.http.Call;
import cuesta.admin.http.Failure;
import cuesta.admin.http.Resource;
import cuesta.admin.json.JsonBody;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskId;
import cuesta.api.cluster.ClusterView;
import cuesta.api.cluster.TaskView;
import cuesta.api.front.OperatorCall;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /kill {"task", "framework"?}}.
 *
 * @param leader who knows the task
 * @param operations who kills it
 */
record KillResource(Leader leader, Operations operations) implements Resource {
  @Override
  public Answer answer(Call call) throws Exception {
    call.accept();
    Paths.end(call);
    JsonBody body = JsonBody.read(call.body(), List.of("task", "framework"));
    TaskId task = new TaskId(body.text("task"));
    Optional<String> named = body.optional("framework");
    FrameworkId framework =
        named.isPresent()
            ? new FrameworkId(named.get())
            : owner(leader.of(call).view(), task.value());
    return operations.perform(call, OperatorCall.killTask(framework, task));
  }

  private static FrameworkId owner(ClusterView view, String task) {
    List<TaskView> found = TaskSearch.live(view, task);
    if (found.isEmpty()) {
      throw Failure.of(
          404,
          Reason.of(
              Reasons.TASK_UNKNOWN, task, "no live task has that id", "GET /tasks lists them"));
    }
    if (found.size() > 1) {
      throw Failure.of(
          409,
          Reason.of(
              Reasons.INVALID,
              task,
              "is a task of several frameworks: "
                  + String.join(", ", found.stream().map(t -> t.framework().value()).toList()),
              "name the framework"));
    }
    return found.getFirst().framework();
  }
}
