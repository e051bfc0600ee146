package cuesta.core.osgi;

import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.front.PluginView;
import cuesta.api.isolator.ContainerSpec;
import cuesta.api.isolator.Isolator;
import cuesta.api.isolator.IsolatorContext;
import cuesta.api.isolator.Preparation;
import cuesta.api.launcher.EnterSpec;
import cuesta.api.launcher.Entered;
import cuesta.api.launcher.LaunchSpec;
import cuesta.api.launcher.Launcher;
import cuesta.api.launcher.LauncherContext;
import cuesta.core.agent.Kept;
import cuesta.core.edge.agent.Answer;
import cuesta.core.edge.agent.IsolatorCalls;
import cuesta.core.edge.agent.LauncherCalls;
import cuesta.core.osgi.slot.Candidate;
import cuesta.core.osgi.slot.ContextFactory;
import cuesta.core.osgi.slot.PluginSlot;
import cuesta.core.osgi.slot.Result;
import cuesta.core.osgi.slot.SlotGroup;
import cuesta.core.osgi.slot.SlotHost;
import cuesta.core.osgi.slot.SlotSpec;
import cuesta.core.osgi.slot.SlotsService;
import cuesta.core.slot.SlotLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The isolator and launcher slots of an agent. Those that the configuration names are a barrier:
 * while one is empty, nothing is launched. Never fail open.
 */
final class AgentSlots implements IsolatorCalls, LauncherCalls, AutoCloseable {
  private static final Duration CALL = Duration.ofSeconds(30);

  /** Re-adopting thousands of containers takes its time. */
  private static final SlotLimits LIMITS = SlotLimits.DEFAULT.withOpen(Duration.ofSeconds(60));

  private final List<String> isolation;
  private final String launcher;
  private final SlotGroup<IsolatorContext, Isolator> isolators;
  private final SlotGroup<LauncherContext, Launcher> launchers;
  private final BiConsumer<Boolean, Optional<Reason>> readiness;

  /**
   * Empty slots.
   *
   * @param isolation the isolators that must be there, in the order of their names
   * @param launcher the launcher that must be there
   * @param readiness told whether all are there, and what is missing
   */
  AgentSlots(
      String node,
      List<String> isolation,
      String launcher,
      ContextFactory<IsolatorContext> isolatorContexts,
      ContextFactory<LauncherContext> launcherContexts,
      BiConsumer<Boolean, Optional<Reason>> readiness,
      SlotHost host,
      SlotsService rows) {
    this.isolation = isolation.stream().sorted().toList();
    this.launcher = launcher;
    this.readiness = readiness;
    isolators =
        new SlotGroup<>(
            name ->
                new PluginSlot<>(
                    new SlotSpec("isolator", name, node, LIMITS, !isolation.contains(name)),
                    isolatorContexts,
                    (now, row) -> look(),
                    host,
                    rows));
    launchers =
        new SlotGroup<>(
            name ->
                new PluginSlot<>(
                    new SlotSpec("launcher", name, node, LIMITS, !launcher.equals(name)),
                    launcherContexts,
                    (now, row) -> look(),
                    host,
                    rows));
  }

  void offeredIsolator(Candidate<IsolatorContext, Isolator> candidate) {
    isolators.offered(candidate);
  }

  void withdrawnIsolator(long serviceId) {
    isolators.withdrawn(serviceId);
  }

  void offeredLauncher(Candidate<LauncherContext, Launcher> candidate) {
    launchers.offered(candidate);
  }

  void withdrawnLauncher(long serviceId) {
    launchers.withdrawn(serviceId);
  }

  private void look() {
    Optional<Reason> missing = missing();
    readiness.accept(missing.isEmpty(), missing);
  }

  private Optional<Reason> missing() {
    for (String name : isolation) {
      if (isEmpty(isolators.find(name).flatMap(PluginSlot::current))) {
        return Optional.of(empty("isolator " + name));
      }
    }
    return isEmpty(launchers.find(launcher).flatMap(PluginSlot::current))
        ? Optional.of(empty("launcher " + launcher))
        : Optional.empty();
  }

  private static boolean isEmpty(Optional<PluginView> current) {
    return current.isEmpty();
  }

  private static Reason empty(String which) {
    return Reason.of(
        Reasons.SLOT_EMPTY,
        which,
        "it is configured and not there",
        "see cuesta plugins, or start the agent without it");
  }

  @Override
  public Answer<SortedMap<String, Preparation>> prepareAll(
      ContainerId container, Function<String, ContainerSpec> spec) {
    SortedMap<String, Preparation> prepared = new TreeMap<>();
    for (String name : isolation) {
      Result<Preparation> result =
          isolators.slot(name).callHere("prepare", CALL, i -> i.prepare(spec.apply(name)));
      if (result.failure().isPresent()) {
        return Answer.failed(result.failure().get());
      }
      result.answer().ifPresent(p -> prepared.put(name, p));
    }
    return Answer.of(prepared);
  }

  @Override
  public Optional<Reason> ended(ContainerId container) {
    for (String name : isolation) {
      Result<Optional<Reason>> result =
          isolators.slot(name).callHere("ended", CALL, i -> i.ended(container));
      Optional<Reason> reason = result.answer().orElse(Optional.empty());
      if (reason.isPresent()) {
        return reason;
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<Reason> cleanupAll(ContainerId container) {
    Optional<Reason> left = Optional.empty();
    for (String name : isolation) {
      Result<Void> result =
          isolators
              .slot(name)
              .callHere(
                  "cleanup",
                  CALL,
                  i -> {
                    i.cleanup(container);
                    return null;
                  });
      left = left.or(result::failure);
    }
    return left;
  }

  @Override
  public Answer<Kept> launch(LaunchSpec spec) {
    Result<Kept> result =
        launchers.slot(launcher).callHere("launch", CALL, l -> Kept.of(launcher, l.launch(spec)));
    return result.failure().isPresent()
        ? Answer.failed(result.failure().get())
        : Answer.of(result.answer().orElseThrow());
  }

  @Override
  public Optional<Reason> signal(ContainerId container, int signal) {
    return onLauncher("signal", l -> l.signal(container, signal, true));
  }

  @Override
  public Answer<Entered> enter(EnterSpec spec) {
    Result<Entered> result =
        launchers.slot(launcher).callHere("enter", spec.timeout().plus(CALL), l -> l.enter(spec));
    return result.failure().isPresent()
        ? Answer.failed(result.failure().get())
        : Answer.of(result.answer().orElseThrow());
  }

  @Override
  public Optional<Reason> cleanup(ContainerId container) {
    return onLauncher("cleanup", l -> l.cleanup(container));
  }

  private interface Act {
    void on(Launcher launcher) throws Exception;
  }

  private Optional<Reason> onLauncher(String name, Act act) {
    Result<Void> result =
        launchers
            .slot(launcher)
            .callHere(
                name,
                CALL,
                l -> {
                  act.on(l);
                  return null;
                });
    return result.failure();
  }

  @Override
  public void close() {
    launchers.close();
    isolators.close();
  }
}
