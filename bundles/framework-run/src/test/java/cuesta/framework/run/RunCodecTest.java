package cuesta.framework.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.Refused;
import cuesta.api.RoleId;
import cuesta.api.TaskState;
import cuesta.api.framework.FrameworkStore.Entry;
import cuesta.api.resources.Resources;
import cuesta.framework.kit.Launch;
import cuesta.framework.kit.StoreCodec;
import cuesta.framework.run.engine.Request;
import cuesta.framework.run.engine.Run;
import cuesta.framework.run.engine.RunChange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RunCodecTest {
  private final RunCodec codec = new RunCodec();

  @Property(tries = 300)
  void whatIsWrittenIsReadAndTheWeightIsAnUpperBound(
      @ForAll @Size(min = 1, max = 5) List<@NotEmpty String> command,
      @ForAll String name,
      @ForAll @Size(max = 4) Map<String, String> environment,
      @ForAll @LongRange(min = 1) long number,
      @ForAll TaskState state,
      @ForAll @IntRange(min = 0, max = 255) int small,
      @ForAll boolean flag) {
    Run run = run(command, name, environment, number, state, small, flag);
    StoreCodec.Write write = codec.write(new RunChange.Kept(run));
    byte[] value = write.value().orElseThrow();
    assertEquals(
        new RunChange.Kept(run), codec.read(new Entry(write.key(), 1, write.schema(), value)));
    assertTrue(value.length <= run.request().weight() + 1_000, () -> value.length + " bytes");
  }

  private static Run run(
      List<String> command,
      String name,
      Map<String, String> environment,
      long number,
      TaskState state,
      int small,
      boolean flag) {
    Request request =
        new Request(
            command,
            flag,
            small,
            1_000L * small,
            small,
            small,
            new TreeMap<>(environment),
            name,
            "me",
            new RoleId("eng/web"),
            Duration.ofMillis(small),
            "op",
            "k");
    Instant time = Instant.ofEpochSecond(small, small);
    Launch.At at =
        new Launch.At(
            new AgentId("a1"),
            Resources.parse("cpus:0.5;mem:64;ports:[31000-31001]"),
            Optional.of(new ContainerId("c1")));
    Launch launch =
        new Launch(
            "run-" + number,
            small,
            flag ? Optional.of(at) : Optional.empty(),
            state,
            flag ? Optional.of(time) : Optional.empty(),
            flag ? Optional.of(Duration.ofSeconds(3)) : Optional.empty(),
            flag ? Optional.of(new Reason("WHY", name, "detail", "")) : Optional.empty());
    return new Run(
        number,
        small,
        request,
        launch,
        flag ? OptionalInt.of(small - 1) : OptionalInt.empty(),
        time,
        flag ? Optional.empty() : Optional.of(time));
  }

  @Test
  void newerAndDamagedEntriesAreRefusedWithTheirKey() {
    Entry newer = new Entry("run/1", 1, RunCodec.SCHEMA + 1, bytes("{}"));
    assertEquals("DATA_NEWER", refusal(newer).code());
    for (String text : List.of("", "{", "{}", "[]", "{\"number\":\"x\"}", "\u0000")) {
      Reason why = refusal(new Entry("run/1", 1, RunCodec.SCHEMA, bytes(text)));
      assertEquals("DATA_CORRUPT", why.code());
      assertEquals("run/1", why.subject());
    }
  }

  @Test
  void fieldsOfANewerVersionAreSkipped() {
    Run run = run(List.of("a"), "n", Map.of(), 1, TaskState.RUNNING, 7, true);
    byte[] value = codec.write(new RunChange.Kept(run)).value().orElseThrow();
    String more =
        new String(value, StandardCharsets.UTF_8)
            .replaceFirst("\\{", "{\"new\":{\"a\":[1,{}]},\"list\":[\"x\"],");
    assertEquals(new RunChange.Kept(run), codec.read(new Entry("run/1", 1, 1, bytes(more))));
  }

  /** As the first version of framework-run wrote it; what stands here is never changed. */
  @Test
  void whatTheFirstVersionWroteIsRead() {
    String old =
        """
        {"number":7,"version":5,"attempt":2,"state":"RUNNING","created":"2026-01-02T03:04:05Z",\
        "agent":"a1","took":"cpus:0.5;mem:64","container":"c1","kill":"PT3S",\
        "started":"2026-01-02T03:04:06Z","reason":["WHY","s","d","h"],"command":["echo","hi"],\
        "shell":false,"cpus":500,"mem":64000,"disk":0,"ports":0,"env":["A","b"],"name":"echo",\
        "user":"","role":"*","grace":"PT3S","principal":"op","key":"k"}\
        """;
    RunChange.Kept kept =
        (RunChange.Kept) codec.read(new Entry("run/0000000000000000007", 3, 1, bytes(old)));
    Run run = kept.run();
    assertEquals("run-7.2", run.task().value());
    assertTrue(run.isLive());
    assertEquals("a1", run.launch().at().orElseThrow().agent().value());
    assertEquals(Optional.of(Duration.ofSeconds(3)), run.kill());
    assertEquals("WHY", run.reason().orElseThrow().code());
    assertEquals(old, new String(codec.write(kept).value().orElseThrow(), StandardCharsets.UTF_8));
  }

  private Reason refusal(Entry entry) {
    return assertThrows(Refused.class, () -> codec.read(entry)).reason();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
