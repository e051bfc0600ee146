package cuesta.core.edge.agent;

import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.isolator.ContainerSpec;
import cuesta.api.isolator.Preparation;
import cuesta.api.launcher.LaunchSpec;
import cuesta.core.agent.AgentEffect;
import cuesta.core.agent.AgentEvent;
import cuesta.core.agent.Kept;
import cuesta.core.agent.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the agent's engine asks to be done for a container, and the answers. Called in the
 * container's lane.
 */
final class ContainerWork {
  private static final int KILL = 9;
  private static final Logger LOG = LoggerFactory.getLogger(ContainerWork.class);

  private final IsolatorCalls isolators;
  private final LauncherCalls launcher;
  private final Sandboxes sandboxes;
  private final Fetching fetching;
  private final Function<ContainerId, Optional<Path>> whereabouts;
  private final Inbox<AgentEvent> answers;

  /** Between prepare and launch of this process; after a restart a container is prepared anew. */
  private final Map<ContainerId, List<Preparation>> prepared = new ConcurrentHashMap<>();

  ContainerWork(
      IsolatorCalls isolators,
      LauncherCalls launcher,
      Sandboxes sandboxes,
      Fetching fetching,
      Function<ContainerId, Optional<Path>> whereabouts,
      Inbox<AgentEvent> answers) {
    this.isolators = isolators;
    this.launcher = launcher;
    this.sandboxes = sandboxes;
    this.fetching = fetching;
    this.whereabouts = whereabouts;
    this.answers = answers;
  }

  /** Told of each effect on the loop's thread, before its turn in the lane: never waits. */
  void announced(AgentEffect.OnContainer effect) {
    if (effect instanceof AgentEffect.Cleanup) {
      fetching.giveUp(effect.container());
    }
  }

  /** Every question is answered, whatever breaks: the engine waits for nothing else. */
  void perform(AgentEffect.OnContainer effect) {
    Optional<AgentEvent> answer;
    try {
      answer = answer(effect);
    } catch (RuntimeException broken) {
      LOG.error("container={} {} broke", effect.container(), effect, broken);
      answer = failure(effect, Reason.of(Reasons.INTERNAL, "", broken.toString()));
    }
    answer.ifPresent(answers::offer);
  }

  private Optional<AgentEvent> answer(AgentEffect.OnContainer effect) {
    return switch (effect) {
      case AgentEffect.Prepare e -> Optional.of(prepare(e.plan()));
      case AgentEffect.LaunchContainer e -> Optional.of(launch(e.plan()));
      case AgentEffect.Signal e -> {
        signal(e.container(), e.signal());
        yield Optional.empty();
      }
      case AgentEffect.Diagnose e -> Optional.of(diagnose(e.container()));
      case AgentEffect.Cleanup e -> Optional.of(cleanup(e.container()));
    };
  }

  private static Optional<AgentEvent> failure(AgentEffect.OnContainer effect, Reason why) {
    return switch (effect) {
      case AgentEffect.Prepare e -> Optional.of(new AgentEvent.PrepareFailed(e.container(), why));
      case AgentEffect.LaunchContainer e ->
          Optional.of(new AgentEvent.LaunchFailed(e.container(), why));
      case AgentEffect.Signal e -> Optional.empty();
      case AgentEffect.Diagnose e ->
          Optional.of(new AgentEvent.Diagnosed(e.container(), Optional.empty()));
      case AgentEffect.Cleanup e -> Optional.of(new AgentEvent.CleanupFailed(e.container(), why));
    };
  }

  private void signal(ContainerId container, int signal) {
    launcher
        .signal(container, signal)
        .ifPresent(
            why ->
                LOG.warn("container={} signal={} may not reach all: {}", container, signal, why));
  }

  private AgentEvent prepare(Plan plan) {
    Optional<Reason> refused =
        sandboxes.create(Path.of(plan.sandbox()), plan.user()).or(() -> fetching.fetch(plan));
    if (refused.isPresent()) {
      return new AgentEvent.PrepareFailed(plan.container(), refused.get());
    }
    Answer<SortedMap<String, Preparation>> answer =
        isolators.prepareAll(plan.container(), isolator -> spec(plan, isolator));
    if (answer.failure().isPresent()) {
      return new AgentEvent.PrepareFailed(plan.container(), answer.failure().get());
    }
    SortedMap<String, Preparation> all = answer.value();
    prepared.put(plan.container(), List.copyOf(all.values()));
    List<Kept> records =
        all.entrySet().stream().map(e -> Kept.of(e.getKey(), e.getValue().record())).toList();
    return new AgentEvent.Prepared(plan.container(), records);
  }

  private static ContainerSpec spec(Plan plan, String isolator) {
    return new ContainerSpec(
        plan.container(),
        Optional.empty(),
        plan.resources(),
        plan.resources(),
        Path.of(plan.sandbox()),
        plan.user(),
        plan.settings().getOrDefault(isolator, Collections.emptySortedMap()));
  }

  private AgentEvent launch(Plan plan) {
    List<Preparation> preparations = prepared.remove(plan.container());
    if (preparations == null) {
      throw new IllegalStateException(plan.container() + " is launched without being prepared");
    }
    LaunchSpec spec =
        new LaunchSpec(
            plan.container(),
            plan.command(),
            plan.environment(),
            Path.of(plan.sandbox()),
            plan.user(),
            preparations);
    Answer<Kept> answer = launcher.launch(spec);
    return answer
        .failure()
        .<AgentEvent>map(why -> new AgentEvent.LaunchFailed(plan.container(), why))
        .orElseGet(() -> new AgentEvent.Launched(plan.container(), answer.value()));
  }

  private AgentEvent diagnose(ContainerId container) {
    signal(container, KILL);
    return new AgentEvent.Diagnosed(container, isolators.ended(container));
  }

  private AgentEvent cleanup(ContainerId container) {
    prepared.remove(container);
    fetching.forget(container);
    whereabouts.apply(container).ifPresent(ContainerWork::markEnded);
    Optional<Reason> left = launcher.cleanup(container);
    Optional<Reason> more = isolators.cleanupAll(container);
    return left.or(() -> more)
        .<AgentEvent>map(why -> new AgentEvent.CleanupFailed(container, why))
        .orElseGet(() -> new AgentEvent.Cleaned(container));
  }

  private static void markEnded(Path sandbox) {
    try {
      Sandboxes.ended(sandbox, Instant.now());
    } catch (IOException e) {
      LOG.warn("sandbox={} may be swept too early: {}", sandbox, e.toString());
    }
  }
}
