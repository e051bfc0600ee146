package cuesta.framework.webapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.Refused;
import cuesta.api.TaskState;
import cuesta.api.framework.Check;
import cuesta.api.framework.FrameworkStore;
import cuesta.api.framework.Probe;
import cuesta.api.resources.Resources;
import cuesta.engine.Change;
import cuesta.framework.kit.Launch;
import cuesta.framework.kit.StoreCodec;
import cuesta.framework.webapp.engine.App;
import cuesta.framework.webapp.engine.Instance;
import cuesta.framework.webapp.engine.Rollout;
import cuesta.framework.webapp.engine.Spec;
import cuesta.framework.webapp.engine.Version;
import cuesta.framework.webapp.engine.WebChange;
import cuesta.framework.webapp.engine.WebLimits;
import cuesta.framework.webapp.engine.Weights;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebCodecTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00.123Z");
  private static final Reason WHY = Reason.of("CODE", "subject", "a \"detail\"\n", "hint");

  private final WebCodec codec = new WebCodec();

  private static Check check(Probe probe) {
    return new Check(
        probe,
        Duration.ofMillis(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(3),
        Duration.ofMinutes(4),
        5);
  }

  private static Spec spec() {
    return new Spec(
        List.of("sh", "-c", "ü\u0001 \\ \" x"),
        true,
        100,
        128_000,
        7,
        2,
        Collections.unmodifiableSortedMap(new TreeMap<>(Map.of("A", "b", "C", ""))),
        "www",
        new Spec.Placement(List.of("rack=r1", "zone~eu.*"), "rack", 3),
        Optional.of(check(Probe.command(List.of("a", "b")))),
        Optional.of(check(Probe.http(80, "/x"))),
        new Spec.Update(50, Spec.Update.QUARTER, Duration.ofSeconds(90), true),
        Duration.ofSeconds(10),
        Duration.ofSeconds(3),
        new Spec.Web(List.of("a.example"), List.of("/p/")),
        "me");
  }

  private static App app() {
    Rollout first =
        new Rollout(
            1,
            Rollout.Kind.DEPLOY,
            0,
            1,
            NOW,
            NOW.plusSeconds(1),
            3,
            1,
            Rollout.Result.ROLLED_BACK,
            Optional.of(NOW.plusSeconds(9)),
            Optional.of(WHY),
            "me");
    Rollout second =
        new Rollout(
            2,
            Rollout.Kind.RESTART,
            1,
            1,
            NOW,
            NOW,
            0,
            0,
            Rollout.Result.RUNNING,
            Optional.empty(),
            Optional.empty(),
            "");
    return new App(
        "web",
        "t4g",
        NOW,
        new App.Aim(3, true, false),
        new App.Course(2, 1, 4),
        17,
        new App.Crash(
            2, Optional.of(NOW), "web.t4g.16", Optional.of(WHY), Optional.of(NOW), "out\n"),
        List.of(first, second));
  }

  private static Instance instance() {
    return new Instance(
        17,
        2,
        4,
        NOW,
        new Launch(
            "web.t4g.17",
            2,
            Optional.of(
                new Launch.At(
                    new AgentId("S1"),
                    Resources.parse("cpus:0.1;mem:128;ports:[31000-31000]"),
                    Optional.of(new ContainerId("c")))),
            TaskState.RUNNING,
            Optional.of(NOW),
            Optional.of(Duration.ofSeconds(3)),
            Optional.of(WHY)),
        "127.0.0.1",
        Collections.unmodifiableSortedMap(new TreeMap<>(Map.of("rack", "r1"))),
        new Instance.Checked(Optional.of(NOW), Optional.of(false), Optional.of(WHY)),
        Optional.of(NOW.plusSeconds(10)));
  }

  private Change again(Change change) {
    StoreCodec.Write write = codec.write(change);
    return codec.read(
        new FrameworkStore.Entry(write.key(), 1, write.schema(), write.value().orElseThrow()));
  }

  @Test
  void whatIsWrittenIsRead() {
    for (Change change :
        List.of(
            new WebChange.AppKept(app()),
            new WebChange.VersionKept("web", new Version(2, spec(), NOW)),
            new WebChange.InstanceKept("web", instance()))) {
      assertEquals(change, again(change));
    }
  }

  @Test
  void keysSortAsTheyAreNeeded() {
    String app = codec.write(new WebChange.AppKept(app())).key();
    String instance = codec.write(new WebChange.InstanceKept("web", instance())).key();
    String version =
        codec.write(new WebChange.VersionKept("web", new Version(2, spec(), NOW))).key();
    assertEquals(
        List.of(app, instance, version),
        List.of(app, instance, version).stream().sorted().toList());
    assertEquals(instance, codec.write(new WebChange.InstanceGone("web", 17)).key());
    assertTrue(codec.write(new WebChange.InstanceGone("web", 17)).value().isEmpty());
    assertEquals(app, codec.write(new WebChange.AppGone("web")).key());
    assertEquals(version, codec.write(new WebChange.VersionGone("web", 2)).key());
  }

  @Test
  void weighsNoLessThanItTakes() {
    byte[] value =
        codec.write(new WebChange.VersionKept("web", new Version(2, spec(), NOW))).value().get();
    assertTrue(Weights.of(spec()) >= value.length, value.length + " bytes");
  }

  @Test
  void anInstanceTakesNoMoreThanItsLimitCounts() {
    byte[] value = codec.write(new WebChange.InstanceKept("web", instance())).value().get();
    assertTrue(value.length < 2_048, value.length + " bytes");
    assertTrue(WebLimits.ALL_INSTANCES * 2_048L < 48L * 1024 * 1024);
  }

  @ParameterizedTest
  @ValueSource(strings = {"app/web", "instance/web/000000000001", "version/web/000000000001"})
  void damageIsNamed(String key) {
    for (String value : List.of("", "{", "[]", "{}", "{\"created\":\"soon\"}")) {
      Refused refused = assertThrows(Refused.class, () -> read(key, 1, value), value);
      assertEquals("DATA_CORRUPT", refused.reason().code());
      assertEquals(key, refused.reason().subject());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"app/Web", "app", "other/web", "instance/web", "instance/web/1", "x/y/z"})
  void unknownKeysAreNewer(String key) {
    assertEquals(
        "DATA_NEWER", assertThrows(Refused.class, () -> read(key, 1, "{}")).reason().code());
  }

  @Test
  void newerSchemasAreRefused() {
    assertEquals(
        "DATA_NEWER", assertThrows(Refused.class, () -> read("app/web", 2, "{}")).reason().code());
  }

  private Change read(String key, int schema, String value) {
    return codec.read(
        new FrameworkStore.Entry(key, 1, schema, value.getBytes(StandardCharsets.UTF_8)));
  }
}
