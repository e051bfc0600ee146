package cuesta.core.edge.master;

import cuesta.api.AgentId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.TaskId;
import cuesta.api.cluster.AgentView;
import cuesta.api.cluster.ClusterView;
import cuesta.api.framework.Collected;
import cuesta.api.framework.Selection;
import cuesta.api.framework.TaskFiles;
import cuesta.core.master.MasterState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the tasks of one in-process framework wrote.
 *
 * @param name the framework's name, since its id is known only once it is subscribed
 * @param committed the state as last made durable
 * @param reader asks the agents
 */
record FilesOf(String name, Supplier<MasterState> committed, SandboxReader reader)
    implements TaskFiles {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  @Override
  public CompletionStage<Tail> tail(TaskId task, String file, int bytes) {
    if (bytes < 0 || bytes > MAX_BYTES) {
      throw new IllegalArgumentException("bytes must be 0 to " + MAX_BYTES + ", not " + bytes);
    }
    return at(task, file, spot -> reader.tail(spot, bytes));
  }

  @Override
  public CompletionStage<Part> read(
      TaskId task, String file, long offset, int bytes, Duration wait) {
    if (bytes < 1 || bytes > MAX_BYTES) {
      throw new IllegalArgumentException("bytes must be 1 to " + MAX_BYTES + ", not " + bytes);
    }
    if (offset < 0) {
      throw new IllegalArgumentException("offset must not be negative, but is " + offset);
    }
    if (wait.isNegative() || wait.compareTo(LONGEST_WAIT) > 0) {
      throw new IllegalArgumentException("wait must be 0 to " + LONGEST_WAIT + ", not " + wait);
    }
    SandboxReader.Range range = new SandboxReader.Range(offset, bytes);
    return at(task, file, spot -> reader.read(spot, range, wait));
  }

  @Override
  public CompletionStage<Collected> collect(TaskId task, Selection selection) {
    return at(task, "", spot -> reader.collect(spot, selection));
  }

  /** Asks the agent of a task, if there are both and the task has a sandbox. */
  private <T> CompletionStage<T> at(
      TaskId task, String file, Function<SandboxReader.Spot, CompletionStage<T>> call) {
    MasterState state = committed.get();
    return state
        .registry()
        .inProcess(name)
        .flatMap(framework -> state.liveOrEnded(framework, task))
        .flatMap(found -> place(state, found.agent(), found.sandbox()))
        .map(place -> call.apply(place.spot(file)))
        .orElseGet(() -> CompletableFuture.failedFuture(unknown(task)));
  }

  private record Place(AgentView agent, String sandbox) {
    SandboxReader.Spot spot(String file) {
      return new SandboxReader.Spot(agent.url(), file.isEmpty() ? sandbox : sandbox + "/" + file);
    }
  }

  private static Optional<Place> place(ClusterView view, AgentId agent, Optional<String> sandbox) {
    return view.agent(agent).flatMap(found -> sandbox.map(path -> new Place(found, path)));
  }

  private static Refused unknown(TaskId task) {
    return new Refused(
        Reason.of(
            Reasons.TASK_UNKNOWN,
            task.value(),
            "has no sandbox that this master knows of",
            "it has not started, or ended too long ago"));
  }
}
