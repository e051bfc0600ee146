package cuesta.core.edge.link;

import static cuesta.core.edge.link.Values.durations;
import static cuesta.core.edge.link.Values.frameworks;
import static cuesta.core.edge.link.Values.ids;
import static cuesta.core.edge.link.Values.instants;
import static cuesta.core.edge.link.Values.maps;
import static cuesta.core.edge.link.Values.principals;
import static cuesta.core.edge.link.Values.reasons;
import static cuesta.core.edge.link.Values.resources;
import static cuesta.core.edge.link.Values.roles;
import static cuesta.core.edge.link.Values.texts;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.FrameworkId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.UpdateId;
import cuesta.api.framework.Check;
import cuesta.api.framework.CommandInfo;
import cuesta.api.framework.Fetch;
import cuesta.api.framework.FrameworkStore;
import cuesta.api.framework.Probe;
import cuesta.api.framework.TaskInfo;
import cuesta.core.master.RegistryChange;
import cuesta.core.message.AgentInfo;
import cuesta.core.message.FromMaster;
import cuesta.core.message.Launch;
import cuesta.core.message.StatusUpdate;
import cuesta.core.message.TaskReport;
import cuesta.core.message.ToAgent;
import cuesta.core.message.ToMaster;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** All that master and agent say, and all that the registry keeps. */
final class Messages {
  private Messages() {}

  static Arbitrary<Launch> launches() {
    Arbitrary<String> noNul = texts().filter(text -> text.indexOf('\0') < 0);
    Arbitrary<CommandInfo> commands =
        Combinators.combine(
                Arbitraries.of(true, false),
                noNul.filter(text -> !text.isEmpty()),
                noNul.list().ofMaxSize(3),
                maps(),
                texts().optional())
            .as(CommandInfo::new);
    Arbitrary<TaskInfo> tasks =
        Combinators.combine(
                ids(TaskId::new),
                texts(),
                resources(),
                commands,
                durations(),
                maps(),
                checks().optional(),
                checks().optional())
            .as(TaskInfo::new);
    Arbitrary<TaskInfo> bringing =
        Combinators.combine(tasks, fetches().list().ofMaxSize(3)).as(TaskInfo::withFetch);
    return Combinators.combine(ids(FrameworkId::new), roles(), texts(), bringing).as(Launch::new);
  }

  private static Arbitrary<Fetch> fetches() {
    return Combinators.combine(
            Arbitraries.strings().withChars("0123456789abcdef").ofLength(64),
            Arbitraries.of("", "a", "a/b c", "ä/../ö"),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false))
        .as((hash, path, extract, run) -> new Fetch(Fetch.BLOB + hash, path, extract, run));
  }

  static Arbitrary<Check> checks() {
    Arbitrary<Integer> ports = Arbitraries.integers().between(0, 65_535);
    Arbitrary<String> noNul = texts().filter(text -> text.indexOf('\0') < 0);
    Arbitrary<Probe> probes =
        Arbitraries.oneOf(
            ports.map(port -> Probe.http(port, "/a?b=%20" + port)),
            ports.map(Probe::tcp),
            noNul
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .filter(argv -> !argv.getFirst().isEmpty())
                .map(Probe::command));
    Arbitrary<Duration> any =
        Arbitraries.longs()
            .between(Check.SHORTEST.toMillis(), Check.LONGEST.toMillis())
            .map(Duration::ofMillis);
    return Combinators.combine(probes, any, any, any, any, Arbitraries.integers().greaterOrEqual(1))
        .as(Check::new);
  }

  static Arbitrary<StatusUpdate> updates() {
    Arbitrary<Optional<Boolean>> words = Arbitraries.of(true, false).optional();
    return Combinators.combine(unchecked(), words, words)
        .as((update, healthy, ready) -> update.checked(healthy, ready));
  }

  private static Arbitrary<StatusUpdate> unchecked() {
    Arbitrary<OptionalInt> exits =
        Arbitraries.integers()
            .optional()
            .map(exit -> exit.map(OptionalInt::of).orElse(OptionalInt.empty()));
    return Combinators.combine(
            ids(UpdateId::new).optional(),
            ids(TaskId::new),
            ids(AgentId::new).optional(),
            ids(ContainerId::new).optional(),
            Arbitraries.of(TaskState.class),
            reasons().optional(),
            exits,
            instants())
        .as(StatusUpdate::new);
  }

  static Arbitrary<AgentInfo> agents() {
    return Combinators.combine(texts(), texts(), resources(), maps(), maps()).as(AgentInfo::new);
  }

  static Arbitrary<ToMaster> toMaster() {
    Arbitrary<TaskReport> reports =
        Combinators.combine(launches(), updates(), Arbitraries.of(TaskState.class))
            .as(TaskReport::new);
    return Arbitraries.oneOf(
        Combinators.combine(
                Arbitraries.longs(),
                ids(AgentId::new).optional(),
                agents(),
                reports.list().ofMaxSize(3))
            .as(ToMaster.Register::new),
        Combinators.combine(ids(FrameworkId::new), updates(), Arbitraries.of(TaskState.class))
            .as(ToMaster.Update::new));
  }

  static Arbitrary<FromMaster> fromMaster() {
    Arbitrary<ToAgent> bodies =
        Arbitraries.oneOf(
            Combinators.combine(Arbitraries.longs(), ids(AgentId::new)).as(ToAgent.Registered::new),
            Combinators.combine(Arbitraries.longs(), reasons(), Arbitraries.of(true, false))
                .as(ToAgent.Refuse::new),
            launches().map(ToAgent.LaunchTask::new),
            Combinators.combine(ids(FrameworkId::new), ids(TaskId::new), Arbitraries.longs())
                .as(ToAgent.KillTask::new),
            Combinators.combine(ids(FrameworkId::new), ids(TaskId::new), ids(UpdateId::new))
                .as(ToAgent.Acknowledge::new),
            ids(FrameworkId::new).map(ToAgent.Shutdown::new));
    return Combinators.combine(Arbitraries.longs(), Arbitraries.longs(), bodies)
        .as(FromMaster::new);
  }

  static Arbitrary<RegistryChange> changes() {
    return Arbitraries.oneOf(
        Combinators.combine(Arbitraries.longs(), texts()).as(RegistryChange.LeaderStarted::new),
        Combinators.combine(ids(AgentId::new), agents()).as(RegistryChange.AgentAdmitted::new),
        Combinators.combine(ids(AgentId::new), instants()).as(RegistryChange.AgentUnreachable::new),
        Combinators.combine(ids(AgentId::new), instants()).as(RegistryChange.AgentRemoved::new),
        Combinators.combine(
                ids(FrameworkId::new), frameworks(), principals(), Arbitraries.of(true, false))
            .as(RegistryChange.FrameworkRegistered::new),
        Combinators.combine(ids(FrameworkId::new), instants())
            .as(RegistryChange.FrameworkLeft::new),
        Combinators.combine(ids(FrameworkId::new), instants())
            .as(RegistryChange.FrameworkRemoved::new),
        Combinators.combine(roles(), Arbitraries.doubles(), resources(), resources().optional())
            .as(RegistryChange.RoleSet::new));
  }

  static Arbitrary<RegistryChange.StoreWritten> stores() {
    Arbitrary<FrameworkStore.Entry> entries =
        Combinators.combine(
                texts(),
                Arbitraries.longs(),
                Arbitraries.integers(),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(100))
            .as(FrameworkStore.Entry::new);
    return Combinators.combine(
            ids(FrameworkId::new), entries.list().ofMaxSize(4), texts().list().ofMaxSize(4))
        .as(RegistryChange.StoreWritten::new);
  }
}
