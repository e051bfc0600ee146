package cuesta.framework.ci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.Refused;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.blob.Blob;
import cuesta.api.framework.FrameworkStore;
import cuesta.api.resources.Resources;
import cuesta.engine.Change;
import cuesta.framework.ci.engine.Archive;
import cuesta.framework.ci.engine.Asked;
import cuesta.framework.ci.engine.Attempt;
import cuesta.framework.ci.engine.CacheKey;
import cuesta.framework.ci.engine.Cached;
import cuesta.framework.ci.engine.CiChange;
import cuesta.framework.ci.engine.Counts;
import cuesta.framework.ci.engine.End;
import cuesta.framework.ci.engine.Failure;
import cuesta.framework.ci.engine.Job;
import cuesta.framework.ci.engine.JobCourse;
import cuesta.framework.ci.engine.JobStatus;
import cuesta.framework.ci.engine.Key;
import cuesta.framework.ci.engine.Left;
import cuesta.framework.ci.engine.Log;
import cuesta.framework.ci.engine.Origin;
import cuesta.framework.ci.engine.Pipeline;
import cuesta.framework.ci.engine.PipelineStatus;
import cuesta.framework.ci.engine.Results;
import cuesta.framework.ci.engine.Round;
import cuesta.framework.ci.engine.Steps;
import cuesta.framework.ci.engine.Stop;
import cuesta.framework.ci.engine.Tests;
import cuesta.framework.ci.engine.Times;
import cuesta.framework.ci.spec.Allow;
import cuesta.framework.ci.spec.Artifacts;
import cuesta.framework.ci.spec.Cache;
import cuesta.framework.ci.spec.Flow;
import cuesta.framework.ci.spec.JobSpec;
import cuesta.framework.ci.spec.Need;
import cuesta.framework.ci.spec.Retry;
import cuesta.framework.ci.spec.Script;
import cuesta.framework.ci.spec.Value;
import cuesta.framework.ci.spec.When;
import cuesta.framework.kit.Launch;
import cuesta.framework.kit.StoreCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CiCodecTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00.123Z");
  private static final Reason WHY = Reason.of("CODE", "subject", "a \"detail\"\n", "hint");
  private static final Value SECRET = new Value("s3cr3t", true, true);

  private final CiCodec codec = new CiCodec();

  private static Blob blob(int number) {
    return new Blob("%064x".formatted(number), number);
  }

  private static TreeMap<String, Value> variables() {
    return new TreeMap<>(Map.of("A", Value.of("b $C"), "SECRET", SECRET, "E", Value.raw("")));
  }

  private static Pipeline pipeline() {
    return new Pipeline(
        7,
        "key",
        new Origin("a/p", "main", true, "abc", "abb", "ü \"x\"\n", "push", "me", 3, blob(1)),
        "name",
        List.of("build", "test it"),
        2,
        variables(),
        variables(),
        new RoleId("ci/team"),
        true,
        new Pipeline.Course(
            PipelineStatus.CANCELED, "me", 9, NOW, Optional.of(NOW), Optional.of(NOW)));
  }

  private static JobSpec spec(boolean full) {
    return full
        ? new JobSpec(
            "test: [a, 1/3]",
            "test it",
            new Flow(
                Optional.of(List.of(new Need("x", true), new Need("y", false))),
                Optional.of(List.of("x")),
                When.DELAYED,
                Duration.ofMinutes(5),
                new Allow(false, new TreeSet<>(List.of(3, 137))),
                new Retry(2, new TreeSet<>(List.of("script_failure")), new TreeSet<>(List.of(42))),
                Duration.ofHours(1),
                true,
                "production"),
            new Script(List.of("a"), List.of("b \\ \"\u0001ü", ""), List.of("c")),
            variables(),
            new Artifacts(
                "n",
                List.of("out/**"),
                List.of("*.o"),
                When.ALWAYS,
                Optional.of(Duration.ofDays(3)),
                List.of("r.xml"),
                List.of("v.env")),
            List.of(
                new Cache("k", List.of("c/"), Cache.Policy.PULL, When.ON_FAILURE, List.of("f")),
                new Cache("", List.of(), Cache.Policy.PULL_PUSH, When.ALWAYS, List.of())),
            new TreeSet<>(List.of("docker", "disk=ssd")))
        : new JobSpec(
            "a",
            "build",
            new Flow(
                Optional.of(List.of()),
                Optional.of(List.of()),
                When.ON_SUCCESS,
                Duration.ZERO,
                Allow.ANY,
                Retry.NEVER,
                Duration.ofSeconds(1),
                false,
                ""),
            new Script(List.of(), List.of("x"), List.of()),
            new TreeMap<>(),
            Artifacts.NONE,
            List.of(),
            new TreeSet<>());
  }

  private static Times times() {
    Optional<Instant> now = Optional.of(NOW);
    return new Times(NOW, now, now, now, now, now);
  }

  private static Job job() {
    Log log =
        new Log(Log.State.KEPT, Optional.of(new TaskId("ci-3")), Optional.of(blob(2)), Asked.FIRST);
    Attempt first =
        new Attempt(
            1,
            17,
            JobStatus.FAILED,
            new End(OptionalInt.of(0), Optional.of(Failure.SCRIPT_FAILURE), Optional.of(WHY)),
            times(),
            new Log(
                Log.State.WANTED,
                Optional.of(new TaskId("ci-17.2")),
                Optional.empty(),
                new Asked(2, Optional.of(NOW))));
    return new Job(
        spec(true),
        1,
        new Round(18, 2, variables()),
        new JobCourse(
            JobStatus.GATHERING,
            launch(),
            new Stop(Stop.Kind.TIMEOUT, Optional.of(NOW)),
            times(),
            new Steps(3, 4)),
        new Results(
            End.NONE,
            new Left(
                Optional.of(new Archive(blob(4), 5, 6, NOW)),
                false,
                new TreeMap<>(Map.of("V", "w")),
                Optional.of(new Tests(9, 1, 2, List.of(new Tests.Failing("t", "m\n"))))),
            new Asked(1, Optional.empty()),
            log),
        List.of(first));
  }

  private static Launch launch() {
    return new Launch(
        "ci-18",
        2,
        Optional.of(
            new Launch.At(
                new AgentId("a"),
                Resources.parse("cpus:0.5;mem:64"),
                Optional.of(new ContainerId("c")))),
        TaskState.KILLED,
        Optional.of(NOW),
        Optional.of(Duration.ofSeconds(3)),
        Optional.of(WHY));
  }

  private static Job plain() {
    return new Job(
        spec(false),
        0,
        new Round(1, 1, new TreeMap<>()),
        new JobCourse(
            JobStatus.CREATED,
            Launch.waiting("ci-1"),
            Stop.NO,
            new Times(
                NOW,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            Steps.NONE),
        new Results(
            End.NONE,
            new Left(Optional.empty(), true, new TreeMap<>(), Optional.empty()),
            Asked.FIRST,
            Log.NONE),
        List.of());
  }

  static List<Change> changes() {
    return List.of(
        new CiChange.Counted(new Counts(7, 18)),
        new CiChange.PipelineKept(pipeline()),
        new CiChange.JobKept(7, job()),
        new CiChange.JobKept(7, plain()),
        new CiChange.CacheKept(new Cached(new CacheKey("a/p", "k/ü"), blob(5), NOW)));
  }

  private static FrameworkStore.Entry entry(StoreCodec.Write write) {
    return new FrameworkStore.Entry(write.key(), 1, write.schema(), write.value().orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatIsWrittenIsRead(Change change) {
    FrameworkStore.Entry entry = entry(codec.write(change));
    assertEquals(change, codec.read(entry));
    assertTrue(codec.isCurrent(entry));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void nobodySeesWhatIsMasked(Change change) {
    assertFalse(change.toString().contains(SECRET.text()), change.toString());
  }

  @Test
  void whatIsGoneIsTheEntryThatWasWritten() {
    CacheKey cache = new CacheKey("a/p", "k/ü");
    assertEquals(
        codec.write(new CiChange.CacheKept(new Cached(cache, blob(5), NOW))).key(),
        codec.write(new CiChange.CacheGone(cache)).key());
    assertEquals("line/000000000007", codec.write(new CiChange.PipelineGone(7)).key());
    assertEquals(
        codec.write(new CiChange.JobKept(7, job())).key(),
        codec.write(new CiChange.JobGone(new Key(7, 1))).key());
  }

  /** Or jobs would be taken for those of no pipeline. */
  @Test
  void aPipelineIsReadBeforeItsJobs() {
    String pipeline = codec.write(new CiChange.PipelineKept(pipeline())).key();
    String job = codec.write(new CiChange.JobKept(7, plain())).key();
    assertTrue(pipeline.compareTo(job) < 0, pipeline + " " + job);
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "line/7", "line/000000000007/1", "cache/x", "counts/1"})
  void whatOnlyANewerVersionKnowsIsRefused(String key) {
    byte[] value = "{}".getBytes(StandardCharsets.UTF_8);
    Refused refused =
        assertThrows(Refused.class, () -> codec.read(new FrameworkStore.Entry(key, 1, 1, value)));
    assertEquals("DATA_NEWER", refused.reason().code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"counts", "line/000000000007", "line/000000000007/00001"})
  void whatIsDamagedIsRefused(String key) {
    for (String text : List.of("{}", "", "[]", "{\"spec\":{\"name\":\"x\"}}", "{\"jobs\":\"x\"}")) {
      byte[] value = text.getBytes(StandardCharsets.UTF_8);
      Refused refused =
          assertThrows(
              Refused.class, () -> codec.read(new FrameworkStore.Entry(key, 1, 1, value)), text);
      assertEquals("DATA_CORRUPT", refused.reason().code());
    }
  }
}
