package cuesta.framework.cron;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.Refused;
import cuesta.api.TaskState;
import cuesta.api.framework.FrameworkStore;
import cuesta.api.framework.FrameworkStore.Entry;
import cuesta.api.resources.Resources;
import cuesta.engine.Change;
import cuesta.engine.Table;
import cuesta.framework.cron.engine.CronChange;
import cuesta.framework.cron.engine.CronLimits;
import cuesta.framework.cron.engine.Decision;
import cuesta.framework.cron.engine.Job;
import cuesta.framework.cron.engine.Packed;
import cuesta.framework.cron.engine.Progress;
import cuesta.framework.cron.engine.Run;
import cuesta.framework.cron.engine.Spec;
import cuesta.framework.cron.engine.Tally;
import cuesta.framework.kit.Launch;
import cuesta.framework.kit.StoreCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CronCodecTest {
  private static final String NAME = "backup.db-1";
  private static final Instant TIME = Instant.parse("2026-03-29T01:00:00Z");

  private final CronCodec codec = new CronCodec();

  private Change again(Change change) {
    StoreCodec.Write write = codec.write(change);
    return codec.read(new Entry(write.key(), 1, write.schema(), write.value().orElseThrow()));
  }

  @Property(tries = 300)
  void jobsAreReadAsTheyWereWrittenAndTheirWeightIsAnUpperBound(
      @ForAll @Size(min = 1, max = 5) List<String> command,
      @ForAll @Size(max = 4) Map<String, String> environment,
      @ForAll String user,
      @ForAll Spec.Overlap overlap,
      @ForAll Spec.CatchUp catchUp,
      @ForAll @IntRange(min = 0, max = 100) int small,
      @ForAll boolean flag) {
    Spec spec =
        new Spec(
            NAME,
            "30 2 * * *",
            "Europe/Berlin",
            command,
            flag,
            small,
            1_000L * small,
            small,
            new TreeMap<>(environment),
            user,
            overlap,
            catchUp,
            small,
            flag ? Optional.of(Duration.ofSeconds(small)) : Optional.empty(),
            Duration.ofMillis(small),
            "op");
    Job job = new Job(spec, "k3x", TIME, TIME.plusNanos(small), small);
    assertEquals(new CronChange.JobKept(job), again(new CronChange.JobKept(job)));
    byte[] value = codec.write(new CronChange.JobKept(job)).value().orElseThrow();
    assertTrue(value.length <= spec.weight(), () -> value.length + " bytes");
  }

  @Property(tries = 300)
  void progressAndLedgersAreReadAsTheyWereWritten(
      @ForAll @Size(max = 20) List<Decision> decisions,
      @ForAll @LongRange(min = 1, max = 1L << 40) long count,
      @ForAll @IntRange(min = 0, max = 9) int small,
      @ForAll String text,
      @ForAll boolean flag) {
    List<cuesta.framework.cron.engine.Entry> lines = new ArrayList<>();
    Table<Decision, Long> sums = Table.empty();
    for (Decision decision : decisions) {
      Instant first = TIME.plusSeconds(lines.size() * 100L);
      String detail = (flag ? NAME : "~".repeat(small)) + text;
      lines.add(
          new cuesta.framework.cron.engine.Entry(
              first, first.plusSeconds(small), count, decision, small, detail));
      sums = sums.with(decision, count);
    }
    Progress progress =
        new Progress(
            TIME,
            flag ? Optional.of(TIME.plusNanos(small)) : Optional.empty(),
            flag,
            count,
            lines,
            count,
            Table.<Long, Run>empty().with(count, run(count, text, TaskState.RUNNING, small, flag)),
            new Tally(sums, count, small));
    CronChange.Moved read = (CronChange.Moved) again(new CronChange.Moved(NAME, progress));
    assertEquals(progress.toString(), read.progress().toString());
    assertEquals(progress.open().get(count), read.progress().open().get(count));
    assertEquals(progress.tail(), read.progress().tail());
    CronChange.SegmentKept segment = new CronChange.SegmentKept(NAME, count, lines);
    assertEquals(segment, again(segment));
  }

  @Property(tries = 300)
  void runsAreReadAsTheyWereWritten(
      @ForAll @LongRange(min = 1, max = 1L << 40) long number,
      @ForAll String text,
      @ForAll TaskState state,
      @ForAll @IntRange(min = 0, max = 255) int small,
      @ForAll boolean flag) {
    CronChange.RunKept kept = new CronChange.RunKept(NAME, run(number, text, state, small, flag));
    assertEquals(kept, again(kept));
  }

  private static Run run(long number, String text, TaskState state, int small, boolean flag) {
    Optional<Reason> why = Optional.of(new Reason("WHY", text, "detail", text));
    Launch.At at =
        new Launch.At(
            new AgentId("a1"),
            Resources.parse("cpus:0.5;mem:64"),
            flag ? Optional.of(new ContainerId("c1")) : Optional.empty());
    Launch launch =
        new Launch(
            (flag ? NAME : "") + "-k3x@20260329T010000Z-1",
            small,
            small % 2 == 0 ? Optional.of(at) : Optional.empty(),
            state,
            flag ? Optional.of(TIME.plusNanos(small)) : Optional.empty(),
            flag ? Optional.of(Duration.ofSeconds(3)) : Optional.empty(),
            flag ? why : Optional.empty());
    return new Run(
        number,
        TIME,
        flag,
        small,
        launch,
        Run.Stop.values()[small % 3],
        flag ? Optional.of(TIME.plusMillis(small)) : Optional.empty(),
        flag ? Optional.empty() : why,
        TIME.plusNanos(small),
        flag ? OptionalInt.of(small - 1) : OptionalInt.empty(),
        flag ? Optional.empty() : Optional.of(TIME),
        Run.Output.values()[small % 5]);
  }

  /** As many as a job may have at a time, each with all that may be said of it. */
  @Test
  void theOpenRunsOfAJobFitIntoOneEntry() {
    String name = "n".repeat(100);
    String text = "ü".repeat(1_000);
    Optional<Reason> why = Optional.of(new Reason("WHY", text, text, text));
    Table<Long, Run> open = Table.empty();
    for (int i = 0; i < Math.max(CronLimits.CATCH_UP, CronLimits.OPEN); i++) {
      Launch.At at =
          new Launch.At(
              new AgentId("20260329-010000-16777343-5050-1-S123456"),
              Resources.parse("cpus:0.125;mem:1024;disk:1024"),
              Optional.of(new ContainerId("3f1d6a52-9c1b-4c53-8a36-6a7a3f0c9d11")));
      Launch launch =
          new Launch(
              name + "-k3x2@20260329T010000Z-100",
              3,
              Optional.of(at),
              TaskState.KILLING,
              Optional.of(TIME.plusNanos(1)),
              Optional.of(Duration.ofSeconds(3)),
              Optional.empty());
      Run run =
          new Run(
              i,
              TIME,
              false,
              100,
              launch,
              Run.Stop.TIMEOUT,
              Optional.empty(),
              why,
              TIME.plusNanos(1),
              OptionalInt.empty(),
              Optional.empty(),
              Run.Output.NONE);
      open = open.with((long) i, run);
    }
    cuesta.framework.cron.engine.Entry line =
        new cuesta.framework.cron.engine.Entry(
            TIME, TIME, 1, Decision.CAUGHT_UP, 3_600_000, name + "@2026-03-29T01:00:00Z#1");
    Progress progress =
        new Progress(
            TIME,
            Optional.empty(),
            false,
            1,
            Collections.nCopies(CronLimits.SEGMENT, line),
            1,
            open,
            Tally.NONE);
    int length = codec.write(new CronChange.Moved(name, progress)).value().orElseThrow().length;
    assertTrue(length < FrameworkStore.MAX_VALUE, () -> length + " bytes");
  }

  @Test
  void outputsAreKeptAsTheyAreAndReadWithoutTheirBytes() {
    byte[] bytes = {1, 2, 3};
    CronChange.OutputKept kept = new CronChange.OutputKept(NAME, 7, Packed.of(bytes));
    StoreCodec.Write write = codec.write(kept);
    assertArrayEquals(bytes, write.value().orElseThrow());
    CronChange.OutputKept read = (CronChange.OutputKept) again(kept);
    assertEquals(3, read.output().packed());
    assertEquals(0, read.output().bytes().length);
    assertTrue(codec.isCurrent(new Entry(write.key(), 1, CronCodec.SCHEMA, bytes)));
  }

  /** A store is read in this order, and replay relies on it. */
  @Test
  void keysSortInTheOrderOfReplay() {
    Run run = run(3, "", TaskState.FINISHED, 2, true);
    List<String> keys =
        List.of(
            key(new CronChange.JobGone(NAME)),
            key(new CronChange.SegmentGone(NAME, 2)),
            key(new CronChange.SegmentGone(NAME, 10)),
            key(new CronChange.RunKept(NAME, run)),
            key(new CronChange.RunGone(NAME, 10)),
            key(new CronChange.MovedGone(NAME)),
            key(new CronChange.OutputGone(NAME, 3)));
    assertEquals(keys.stream().sorted().toList(), keys);
    assertFalse(codec.write(new CronChange.MovedGone(NAME)).value().isPresent());
  }

  private String key(CronChange change) {
    return codec.write(change).key();
  }

  @Test
  void newerUnknownAndDamagedEntriesAreRefusedWithTheirKey() {
    assertEquals("DATA_NEWER", refusal(entry("job/a", CronCodec.SCHEMA + 1, "{}")).code());
    for (String key : List.of("task/a", "job", "job/", "job/a/1", "past/a/x", "progress/ä")) {
      Reason why = refusal(entry(key, CronCodec.SCHEMA, "{}"));
      assertEquals("DATA_NEWER", why.code());
      assertEquals(key, why.subject());
    }
    List<String> damaged =
        List.of("", "{", "[]", "{}", "{\"cursor\":\"x\"}", "\u0000", "{\"tail\":[1]}", "{\"a\":[");
    for (String text : damaged) {
      for (String key : List.of("job/a", "progress/a", "past/a/000000000001")) {
        Reason why = refusal(entry(key, CronCodec.SCHEMA, text));
        assertEquals("DATA_CORRUPT", why.code(), text);
        assertEquals(key, why.subject());
      }
    }
  }

  private Reason refusal(Entry entry) {
    return assertThrows(Refused.class, () -> codec.read(entry)).reason();
  }

  private static Entry entry(String key, int schema, String text) {
    return new Entry(key, 1, schema, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void fieldsOfANewerVersionAreSkipped() {
    CronChange.RunKept kept = new CronChange.RunKept(NAME, run(1, "x", TaskState.RUNNING, 2, true));
    StoreCodec.Write write = codec.write(kept);
    String more =
        new String(write.value().orElseThrow(), StandardCharsets.UTF_8)
            .replaceFirst("\\{", "{\"new\":{\"a\":[1,{}]},\"list\":[\"x\",[1],{}],");
    assertEquals(kept, codec.read(entry(write.key(), 1, more)));
  }

  /** As the first version of framework-cron wrote it; what stands here is never changed. */
  @Test
  void whatTheFirstVersionWroteIsRead() {
    same(
        "job/tick",
        """
        {"schedule":"30 2 * * *","zone":"Europe/Berlin","command":["echo","hi"],"cpus":500,\
        "mem":64000,"disk":0,"env":["A","b"],"user":"","overlap":"FORBID","catchUp":"LAST",\
        "retries":2,"timeout":"PT5M","grace":"PT3S","principal":"op","tag":"k3x",\
        "anchor":"2026-01-02T03:04:05Z","created":"2026-01-02T03:04:05.123Z","revision":1}\
        """);
    same(
        "progress/tick",
        """
        {"cursor":"2026-01-03T01:30:00Z","lines":2,"tail":[1767317400,0,1,"PAUSED",5,"",\
        1767403800,0,1,"FIRED",12,"~@2026-01-03T01:30:00Z#1"],"runs":1,"open":[{"number":1,\
        "instant":1767403800,"attempt":2,"task":"~-k3x@20260103T013000Z-2","launch":1,\
        "state":"RUNNING","agent":"a1","took":"cpus:0.5;mem:64","container":"c1",\
        "started":"2026-01-03T01:31:00Z","before":["ATTEMPT_FAILED","s","d",""],\
        "begun":"2026-01-03T01:30:00.012Z"}],"tally":["FIRED",1,"PAUSED",1],"succeeded":0,\
        "failed":0}\
        """);
    same(
        "past/tick/000000000001",
        """
        {"number":1,"instant":1767403800,"attempt":1,"task":"~-k3x@20260103T013000Z-1",\
        "launch":1,"state":"FINISHED","agent":"a1","took":"cpus:0.5;mem:64","container":"c1",\
        "started":"2026-01-03T01:31:00Z","begun":"2026-01-03T01:30:00.012Z","exit":0,\
        "ended":"2026-01-03T01:31:02Z","output":"KEPT"}\
        """);
    same("ledger/tick/000000000000", "{\"lines\":[1767403800,60,2,\"MISSED\",90000,\"\"]}");
  }

  private void same(String key, String text) {
    StoreCodec.Write write = codec.write(codec.read(entry(key, 1, text)));
    assertEquals(key, write.key());
    assertEquals(text, new String(write.value().orElseThrow(), StandardCharsets.UTF_8));
  }
}
