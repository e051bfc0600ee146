package cuesta.core.agent;

import cuesta.api.ContainerId;
import cuesta.api.TaskId;
import cuesta.core.message.TaskKey;
import java.util.Map;
import java.util.Optional;

/** What must hold in every state. */
final class Audit {
  private Audit() {}

  static void of(AgentState state) {
    Checkpoint checkpoint = state.checkpoint();
    int tasks = 0;
    int containers = 0;
    for (var executors : checkpoint.frameworks().values()) {
      check(!executors.isEmpty(), "a framework without executors");
      for (var runs : executors.values()) {
        check(!runs.isEmpty(), "an executor without containers");
        for (ContainerEntry container : runs.values()) {
          containers++;
          tasks += container.tasks().size();
          container(checkpoint, container);
        }
      }
    }
    check(containers == checkpoint.places().size(), "places differ from containers");
    check(tasks == checkpoint.tasks().size(), "the index of tasks differs from tasks");
    for (Map.Entry<ContainerId, Live> one : state.live()) {
      ContainerId id = one.getKey();
      check(checkpoint.places().has(id), "container " + id + " is alive but not known");
      checks(checkpoint.container(id), one.getValue());
    }
    Link link = state.link();
    check(link.registration() == 0 || link.stream() != 0, "registered without a stream");
    check(link.registration() == 0 || checkpoint.id().isPresent(), "registered without an id");
  }

  private static void container(Checkpoint checkpoint, ContainerEntry container) {
    check(checkpoint.places().has(container.id()), container.id() + " has no place");
    check(!container.isOver(), container.id() + " is over and still there");
    check(
        (container.phase() == Phase.LAUNCHED)
            == (container.isLive() && container.launched().isPresent()),
        container.id() + " has a launch record out of phase");
    for (Map.Entry<TaskId, TaskEntry> entry : container.tasks()) {
      TaskEntry task = entry.getValue();
      TaskKey key = task.key();
      check(
          container.id().equals(checkpoint.tasks().get(key)),
          "task " + key + " is not where the index says");
      check(!task.isOver(), "task " + key + " is over and still there");
      check(
          container.isLive() != task.state().isTerminal(),
          "task " + key + " is " + task.state() + " in a container " + container.phase());
      check(
          task.newest().isEmpty()
              || task.ready().isPresent() == task.launch().task().readiness().isPresent(),
          key + " does not say whether it is ready, or has no check for it and does");
      check(task.waiting().size() <= Limits.UPDATES_PER_TASK + 1, key + " has too many updates");
    }
  }

  /** Looked at is what runs, and nobody wants to end; nothing looks without being asked to. */
  private static void checks(ContainerEntry container, Live live) {
    for (CheckKind kind : CheckKind.values()) {
      check(
          live.watch(kind).isEmpty()
              || (container.phase() == Phase.LAUNCHED
                  && container.kill().isEmpty()
                  && live.ending().isEmpty()
                  && kind.of(container.launch().task()).isPresent()),
          container.id() + " is checked for " + kind + " and should not be");
    }
    for (TaskEntry task : container.tasks().values()) {
      check(
          task.waiting().size() >= Limits.CHECK_UPDATES
              || (isSaid(live.health(), task.healthy()) && isSaid(live.readiness(), task.ready())),
          task.key() + " does not say what its checks have found out");
    }
  }

  private static boolean isSaid(Optional<Watch> found, Optional<Boolean> said) {
    return found.isEmpty() || found.get().word().isEmpty() || found.get().word().equals(said);
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }
}
