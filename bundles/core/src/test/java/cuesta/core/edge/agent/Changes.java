package cuesta.core.edge.agent;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.UpdateId;
import cuesta.api.framework.Check;
import cuesta.api.framework.CommandInfo;
import cuesta.api.framework.Fetch;
import cuesta.api.framework.Probe;
import cuesta.api.framework.TaskInfo;
import cuesta.api.resources.Resources;
import cuesta.core.agent.AgentChange;
import cuesta.core.agent.Kept;
import cuesta.core.message.Launch;
import cuesta.core.message.StatusUpdate;
import cuesta.engine.SplitMix;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Changes by chance, of all kinds, often about the same containers. */
final class Changes {
  private final SplitMix chance;

  Changes(long seed) {
    chance = new SplitMix(seed);
  }

  List<AgentChange> some(int count) {
    List<AgentChange> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      changes.add(any());
    }
    return changes;
  }

  AgentChange any() {
    ContainerId container = new ContainerId("c" + chance.below(6));
    return switch (chance.below(14)) {
      case 0 -> new AgentChange.AgentIdAssigned(new AgentId("m" + chance.below(3) + "-S1"));
      case 1 -> new AgentChange.AgentIdForgotten();
      case 2 -> new AgentChange.TermSeen(chance.next() >>> 1);
      case 3, 4 ->
          new AgentChange.ContainerRequested(container, new AgentId("m1-S0"), launch(), instant());
      case 5 ->
          new AgentChange.ContainerPrepared(
              container, chance.chance(0.3) ? List.of() : List.of(kept(), kept()));
      case 6 -> new AgentChange.ContainerLaunched(container, kept());
      case 7 -> new AgentChange.KillRequested(container, chance.below(9_000), reason());
      case 8 -> new AgentChange.ContainerExited(container, exit());
      case 9 -> new AgentChange.ContainerRemoved(container);
      case 10, 11 -> new AgentChange.UpdateCreated(framework(), update(container));
      case 12 ->
          new AgentChange.UpdateAcknowledged(
              framework(), task(), new UpdateId("u" + chance.below(4)));
      default -> new AgentChange.FrameworkForgotten(framework());
    };
  }

  private FrameworkId framework() {
    return new FrameworkId("f" + chance.below(2));
  }

  private TaskId task() {
    return new TaskId("t" + chance.below(4));
  }

  private Kept kept() {
    byte[] state = new byte[chance.below(50)];
    for (int i = 0; i < state.length; i++) {
      state[i] = (byte) chance.next();
    }
    return new Kept(text(), chance.below(9), state);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = chance.below(8); i >= 0; i--) {
      text.append("aZ0 /=\"'\\\n$äß漢".charAt(chance.below(14)));
    }
    return text.toString();
  }

  private Instant instant() {
    return Instant.ofEpochSecond(chance.next() >> 30, chance.below(1_000_000_000));
  }

  private Optional<Reason> reason() {
    return chance.chance(0.5)
        ? Optional.empty()
        : Optional.of(Reason.of("MEMORY_LIMIT", text(), text(), text()));
  }

  private OptionalInt exit() {
    return chance.chance(0.3) ? OptionalInt.empty() : OptionalInt.of(chance.below(257) - 1);
  }

  private StatusUpdate update(ContainerId container) {
    StatusUpdate update =
        new StatusUpdate(
            Optional.of(new UpdateId("u" + chance.below(4))),
            task(),
            Optional.of(new AgentId("m1-S0")),
            chance.chance(0.2) ? Optional.empty() : Optional.of(container),
            TaskState.values()[chance.below(TaskState.values().length)],
            reason(),
            exit(),
            instant());
    return update.checked(word(), word());
  }

  private Optional<Boolean> word() {
    return chance.chance(0.5) ? Optional.empty() : Optional.of(chance.chance(0.5));
  }

  private Optional<Check> check() {
    Probe probe =
        switch (chance.below(3)) {
          case 0 -> Probe.http(chance.below(65_536), "/health");
          case 1 -> Probe.tcp(0);
          default -> Probe.command(List.of("/bin/sh", "-c", text()));
        };
    Duration some = Duration.ofMillis(100 + chance.below(100_000));
    return chance.chance(0.5)
        ? Optional.empty()
        : Optional.of(new Check(probe, some, some, some, some, 1 + chance.below(9)));
  }

  private Launch launch() {
    TreeMap<String, String> environment = new TreeMap<>();
    environment.put("K" + chance.below(3), text());
    CommandInfo command =
        chance.chance(0.5)
            ? CommandInfo.shell("echo " + text())
            : CommandInfo.of(List.of("/bin/echo", text()), environment);
    TreeMap<String, String> labels = new TreeMap<>();
    labels.put("cgroups/x", text());
    return new Launch(
        framework(),
        chance.chance(0.5) ? RoleId.DEFAULT : new RoleId("eng/ads"),
        chance.chance(0.5) ? "" : "alice",
        new TaskInfo(
            task(),
            "a task",
            Resources.parse("cpus:0.5;mem:32;ports:[31000-31002];sets:{a,b}"),
            command,
            Duration.ofMillis(chance.below(100_000)),
            labels,
            check(),
            check(),
            chance.chance(0.5)
                ? List.of()
                : List.of(Fetch.tree("0123456789abcdef".repeat(4), text().replace("/", "")))));
  }
}
