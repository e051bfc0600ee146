package cuesta.admin.resource;

import cuesta.admin.http.Answer;
import cuesta.admin.http.Call;
import cuesta.admin.http.Failure;
import cuesta.admin.http.Resource;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.api.cluster.ClusterView;
import cuesta.api.cluster.FrameworkView;
import cuesta.api.cluster.TaskView;
import cuesta.api.front.Master;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /explain/<id or name>}: why a framework or task waits, gets little or ended as it did.
 *
 * @param leader who is asked
 */
record ExplainResource(Leader leader) implements Resource {
  @Override
  public Answer answer(Call call) {
    call.accept();
    if (call.path().size() != 1) {
      throw Failure.unknown(
          call.incoming().path(), "names no task or framework", "ask for /explain/<id>");
    }
    String id = call.path().getFirst();
    Master master = leader.of(call);
    ClusterView view = master.view();
    Optional<FrameworkId> framework = framework(view, id);
    return framework.isPresent()
        ? answer("framework", framework.get().value(), "", master.explain(framework.get()))
        : task(master, view, id);
  }

  /** In-process frameworks are better known by their names. */
  private static Optional<FrameworkId> framework(ClusterView view, String id) {
    for (FrameworkView framework : view.frameworks()) {
      if (framework.id().value().equals(id) || framework.name().equals(id)) {
        return Optional.of(framework.id());
      }
    }
    return Optional.empty();
  }

  private static Answer task(Master master, ClusterView view, String id) {
    List<Reason> reasons = master.explain(new TaskId(id));
    List<TaskView> tasks = TaskSearch.all(view, id);
    if (reasons.isEmpty() && tasks.isEmpty()) {
      throw Failure.unknown(
          id,
          "is no framework, and no task of which there is anything to say",
          "GET /tasks?all=true and /frameworks list what is");
    }
    String state = tasks.isEmpty() ? "" : tasks.getLast().state().name();
    return answer("task", id, state, reasons);
  }

  private static Answer answer(String kind, String id, String state, List<Reason> reasons) {
    return Answer.json(
        200,
        json -> {
          json.text("kind", kind);
          json.text("id", id);
          json.text("state", Optional.of(state).filter(text -> !text.isEmpty()));
          json.reasons("reasons", reasons);
        });
  }
}
