package cuesta.core.edge.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.Principal;
import cuesta.api.RoleId;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.framework.FrameworkStore;
import cuesta.api.resources.Resources;
import cuesta.core.master.Registry;
import cuesta.core.master.RegistryChange;
import cuesta.core.message.AgentInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What version 0.1.0 wrote is read for ever, and means the same. The file holds one change per
 * line, in hexadecimal; it is never written again, and a later version adds its own beside it.
 */
class GoldenRegistryTest {
  private static final Path FILE = Path.of("src/test/journals/0.1.0.registry");
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final AgentId STAYS = new AgentId("m1-S0");
  private static final AgentId LOST = new AgentId("m1-S1");
  private static final AgentId GONE = new AgentId("m1-S2");
  private static final FrameworkId RUN = new FrameworkId("m1-0000");
  private static final FrameworkId AWAY = new FrameworkId("m1-0001");
  private static final FrameworkId OVER = new FrameworkId("m1-0002");

  private static AgentInfo agent(String host) {
    TreeMap<String, String> attributes = new TreeMap<>();
    attributes.put("rack", "r1");
    TreeMap<String, String> facts = new TreeMap<>();
    facts.put("launcher", "posix");
    return new AgentInfo(
        host,
        "http://" + host + ":5051/slave(1)",
        Resources.parse("cpus:4;mem:8192;ports:[31000-32000]"),
        attributes,
        facts);
  }

  private static RegistryChange framework(FrameworkId id, String name, boolean inProcess) {
    FrameworkInfo info =
        new FrameworkInfo(
            name,
            List.of(new RoleId("eng/web")),
            "alice",
            Duration.ofDays(7),
            List.of(FrameworkInfo.PARTITION_AWARE));
    return new RegistryChange.FrameworkRegistered(id, info, Principal.of(name), inProcess);
  }

  private static FrameworkStore.Entry entry(String key, long version, String value) {
    return new FrameworkStore.Entry(key, version, 3, value.getBytes(StandardCharsets.UTF_8));
  }

  /** What the file was written from: each kind of change, with all of its fields in use. */
  private static List<RegistryChange> written() {
    return List.of(
        new RegistryChange.LeaderStarted(1, "m1"),
        new RegistryChange.AgentAdmitted(STAYS, agent("h0")),
        new RegistryChange.AgentAdmitted(LOST, agent("h1")),
        new RegistryChange.AgentAdmitted(GONE, agent("h2")),
        new RegistryChange.AgentUnreachable(LOST, TIME),
        new RegistryChange.AgentRemoved(GONE, Instant.EPOCH),
        framework(RUN, "run", true),
        framework(AWAY, "away", false),
        framework(OVER, "over", false),
        new RegistryChange.FrameworkLeft(AWAY, TIME.plusSeconds(60)),
        new RegistryChange.FrameworkRemoved(OVER, TIME),
        new RegistryChange.RoleSet(
            new RoleId("eng"),
            2.5,
            Resources.parse("cpus:1"),
            Optional.of(Resources.parse("cpus:8;mem:1024"))),
        new RegistryChange.RoleSet(new RoleId("ops"), 1, Resources.NONE, Optional.empty()),
        new RegistryChange.StoreWritten(
            RUN, List.of(entry("run/1", 1, "grüße"), entry("run/2", 1, "x")), List.of()),
        new RegistryChange.StoreWritten(RUN, List.of(entry("run/1", 2, "newer")), List.of("run/2")),
        new RegistryChange.LeaderStarted(2, "m2"));
  }

  private static Registry replay(List<RegistryChange> changes) {
    Registry registry = Registry.EMPTY;
    for (RegistryChange change : changes) {
      registry = registry.replay(change);
    }
    return registry;
  }

  @Test
  void whatVersion010WroteIsStillReadAndMeansTheSame() throws IOException {
    ProtoRegistryCodec codec = new ProtoRegistryCodec();
    List<RegistryChange> read = new ArrayList<>();
    for (String line : Files.readAllLines(FILE)) {
      read.add(codec.decode(HexFormat.of().parseHex(line)));
    }
    assertEquals(written().size(), read.size());
    Registry registry = replay(read);
    Registry expected = replay(written());
    assertEquals(expected.toString(), registry.toString());
    FrameworkStore.Entry entry = registry.stores().get(RUN).entries().get("run/1");
    assertEquals(List.of(2L, 3), List.of(entry.version(), entry.schema()));
    assertArrayEquals("newer".getBytes(StandardCharsets.UTF_8), entry.value());
    assertEquals(Optional.of(TIME), registry.agents().get(LOST).unreachable());
    assertEquals(Optional.of(TIME.plusSeconds(60)), registry.frameworks().get(AWAY).deadline());
    assertEquals(2, registry.term());
  }
}
