package cuesta.admin.resource;

import cuesta.admin.http.Answer;
import cuesta.admin.http.Call;
import cuesta.admin.http.Resource;
import cuesta.admin.json.Json;
import cuesta.api.cluster.AgentView;
import cuesta.api.cluster.ClusterView;
import cuesta.api.cluster.FrameworkView;
import cuesta.api.cluster.TaskView;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * {@code GET /tasks[?all=true][&id=][&framework=]}: live tasks, with {@code all} the ended ones
 * that are remembered before them.
 *
 * @param leader where the view comes from
 */
record TasksResource(Leader leader) implements Resource {
  @Override
  public Answer answer(Call call) {
    call.accept("all", "id", "framework");
    Paths.end(call);
    boolean all = call.flag("all");
    Predicate<TaskView> wanted = filter(call);
    ClusterView view = leader.of(call).view();
    return Answer.json(
        200,
        json -> {
          ListResource.head(json, view);
          json.array(
              "tasks",
              () -> {
                if (all) {
                  completed(json, view, wanted);
                }
                live(json, view, wanted, all);
              });
        });
  }

  private static Predicate<TaskView> filter(Call call) {
    Optional<String> id = call.query("id");
    Optional<String> framework = call.query("framework");
    return task ->
        id.map(task.id().value()::equals).orElse(true)
            && framework.map(task.framework().value()::equals).orElse(true);
  }

  private static void completed(Json json, ClusterView view, Predicate<TaskView> wanted)
      throws IOException {
    for (TaskView task : view.completedTasks()) {
      if (wanted.test(task)) {
        Optional<String> url = view.agent(task.agent()).map(AgentView::url);
        json.object(() -> Rows.task(json, task, owner(view, task), url));
      }
    }
  }

  /** Tasks that have ended and wait for acknowledgement lie at their agent still. */
  private static void live(Json json, ClusterView view, Predicate<TaskView> wanted, boolean all)
      throws IOException {
    for (AgentView agent : view.agents()) {
      for (TaskView task : agent.tasks()) {
        if (wanted.test(task) && (all || !task.state().isTerminal())) {
          json.object(() -> Rows.task(json, task, owner(view, task), Optional.of(agent.url())));
        }
      }
    }
  }

  private static Optional<String> owner(ClusterView view, TaskView task) {
    return view.framework(task.framework()).map(FrameworkView::name);
  }
}
