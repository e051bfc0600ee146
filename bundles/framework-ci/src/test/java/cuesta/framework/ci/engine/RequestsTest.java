package cuesta.framework.ci.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.Reason;
import cuesta.api.RoleId;
import cuesta.engine.Effect;
import cuesta.framework.ci.spec.PipelineSpec;
import cuesta.framework.ci.spec.Value;
import cuesta.framework.kit.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What may be asked, and what is said to it. */
class RequestsTest {
  private final Yard yard = new Yard();

  private List<Effect> start(String key, PipelineSpec spec, RoleId role) {
    return yard.tell(
        new CiEvent.Start(
            key,
            Specs.origin("p", "main", 1),
            spec,
            new TreeMap<>(),
            new TreeMap<>(),
            role,
            false,
            77));
  }

  private long auto(int version, String... jobs) {
    return yard.start(Specs.origin("p", "main", version), true, Specs.pipeline(jobs));
  }

  private static String code(List<Effect> effects) {
    return Yard.refusal(effects).code();
  }

  @Test
  void whoAsksTwiceGetsOnePipeline() {
    long first = Yard.done(start("k", Specs.pipeline("1 a"), RoleId.DEFAULT));
    yard.load();
    assertEquals(first, Yard.done(start("k", Specs.pipeline("1 a"), RoleId.DEFAULT)));
    assertEquals(1, yard.state().lines().size());
    Yard.done(yard.cancel(first));
    Yard.done(yard.tell(new CiEvent.Delete(first, 1)));
    assertEquals(first + 1, Yard.done(start("k", Specs.pipeline("1 a"), RoleId.DEFAULT)));
  }

  @Test
  void whatMakesNoSenseIsRefusedByName() {
    assertEquals("INVALID", code(start("", Specs.pipeline(), RoleId.DEFAULT)));
    String[] many = new String[CiLimits.JOBS + 1];
    for (int i = 0; i < many.length; i++) {
      many[i] = "1 j" + i;
    }
    Reason large = Yard.refusal(start("", Specs.pipeline(many), RoleId.DEFAULT));
    assertEquals("the pipeline has 501; at least 1, at most 500", large.detail());
    Reason role = Yard.refusal(start("", Specs.pipeline("1 a"), new RoleId("other")));
    assertEquals("role", role.subject());
    Reason size = Yard.refusal(start("", Specs.pipeline("1 a cpus=much"), RoleId.DEFAULT));
    assertEquals("CUESTA_CPUS", size.subject());
    assertTrue(size.detail().contains("job a is 'much'"), size.detail());
    assertEquals(
        "needs", Yard.refusal(start("", Specs.pipeline("1 a needs=x"), RoleId.DEFAULT)).subject());
    assertEquals(
        "jobs", Yard.refusal(start("", Specs.pipeline("1 a", "2 a"), RoleId.DEFAULT)).subject());
    assertEquals(0, yard.state().lines().size());
  }

  @Test
  void onlyWhatIsOverIsDeletedAndOnlyWhatIsNotIsCanceled() {
    long number = yard.start("1 a");
    assertEquals("PIPELINE_OPEN", code(yard.tell(new CiEvent.Delete(number, 1))));
    yard.ends(number, "a", 0);
    assertEquals("PIPELINE_OVER", code(yard.cancel(number)));
    assertEquals("JOB_STATE", code(yard.cancel(number, "a")));
    Yard.done(yard.tell(new CiEvent.Delete(number, 1)));
    assertNull(yard.line(number));
    assertEquals("UNKNOWN", code(yard.tell(new CiEvent.Delete(number, 1))));
    yard.needs();
  }

  @Test
  void whatIsSaidTwiceIsDoneOnce() {
    long number = yard.start("1 a", "1 b");
    Yard.done(yard.cancel(number, "a"));
    Yard.done(yard.cancel(number, "a"));
    Yard.done(yard.cancel(number));
    Yard.done(yard.cancel(number));
    assertEquals("canceled: a=canceled b=canceled", yard.seen(number));
  }

  @Test
  void onlyWhatWaitsForItIsPlayed() {
    long number = yard.start("1 a", "2 m manual");
    assertEquals("JOB_STATE", code(yard.play(number, "a")));
    assertEquals("JOB_STATE", code(yard.play(number, "m")));
    assertEquals("UNKNOWN", code(yard.play(number, "x")));
    assertEquals("JOB_STATE", code(yard.retry(number)));
    assertEquals("JOB_STATE", code(yard.retry(number, "a")));
    assertEquals("JOB_STATE", code(yard.tell(new CiEvent.Unschedule(number, "a", 1))));
  }

  @Test
  void variablesOfWhoPlaysAJobWin() {
    long number = yard.start("1 m manual cpus=1");
    TreeMap<String, Value> given = new TreeMap<>();
    given.put(Sizes.CPUS, Value.of("$N"));
    given.put("N", Value.of("3"));
    Yard.done(yard.tell(new CiEvent.Play(number, "m", given, 1)));
    assertEquals(3_000, yard.running.firstEntry().getValue().resources().milli("cpus"));
    given.put("N", Value.of("none"));
    long other = yard.start("1 m manual");
    assertEquals(
        Sizes.CPUS, Yard.refusal(yard.tell(new CiEvent.Play(other, "m", given, 1))).subject());
  }

  @Test
  void aNewerPipelineEndsThoseItMakesRedundant() {
    long first = auto(1, "1 a interruptible", "2 b");
    long same = auto(1, "1 a interruptible");
    long second = auto(2, "1 a interruptible", "2 b");
    assertEquals("canceled: a=canceled b=canceled", yard.seen(first));
    assertEquals("canceled: a=canceled", yard.seen(same));
    assertEquals("pipeline " + second, yard.line(first).pipeline().course().canceled());
    // Now something runs that may not be interrupted.
    yard.ends(second, "a", 0);
    long third = auto(3, "1 a interruptible");
    assertEquals("running: a=success b=running", yard.seen(second));
    // The same files again, another branch, one that nobody said it of.
    auto(3, "1 a interruptible");
    yard.start(Specs.origin("p", "other", 4), true, Specs.pipeline("1 a"));
    yard.start(Specs.origin("q", "main", 4), true, Specs.pipeline("1 a"));
    yard.start(Specs.origin("p", "main", 4), false, Specs.pipeline("1 a"));
    assertEquals("running: a=running", yard.seen(third));
  }

  @Test
  void aCancelThatACrashCutShortIsFinished() {
    long number = yard.start("1 a", "2 b");
    Pipeline pipeline = yard.line(number).pipeline();
    // As if only the first entry of the step had become durable.
    var canceled = new CiChange.PipelineKept(pipeline.with(pipeline.course().canceled("me")));
    yard.persist(0, List.of(canceled));
    yard.load();
    assertEquals("canceled: a=canceled b=canceled", yard.seen(number));
  }

  @Test
  void aStartThatACrashCutShortNeverWas() {
    long number = yard.start("1 a manual", "2 b");
    yard.kept.entries.remove("line/%012d/00001".formatted(number));
    yard.load();
    assertNull(yard.line(number));
    assertEquals(List.of("counts"), List.copyOf(yard.kept.entries.keySet()));
    assertNotNull(yard.line(yard.start("1 a")));
    assertEquals(number + 1, yard.state().lines().firstKey());
  }

  @Test
  void ofAResourceTheOldestTakesItsTurnWhateverItsPipeline() {
    long first = yard.start("1 a group=g", "1 b group=g");
    long second = yard.start("1 a group=g");
    assertEquals("running: a=running b=waiting_for_resource", yard.seen(first));
    assertEquals("waiting_for_resource: a=waiting_for_resource", yard.seen(second));
    long other = yard.start(Specs.origin("q", "main", 1), false, Specs.pipeline("1 a group=g"));
    assertEquals("running: a=running", yard.seen(other));
    Yard.done(yard.cancel(first, "a"));
    assertEquals("running: a=canceled b=running", yard.seen(first));
    yard.ends(first, "b", 0);
    assertEquals("running: a=running", yard.seen(second));
  }

  @Test
  void aResourceMayBeNamedByVariables() {
    String group = " group=on-$CUESTA_CPUS cpus=";
    long number = yard.start("1 a" + group + 1, "1 b" + group + 2, "1 c" + group + 1);
    assertEquals("running: a=running b=running c=waiting_for_resource", yard.seen(number));
    yard.ends(number, "a", 0);
    assertEquals("running: a=success b=running c=running", yard.seen(number));
  }

  @Test
  void eachRoleWantsOffersForItself() {
    Yard two = new Yard(1, new RoleId("x"), new RoleId("y"));
    List<String> names = new ArrayList<>();
    two.tell(
        new CiEvent.Start(
            "",
            Specs.origin("p", "main", 1),
            Specs.pipeline("1 a"),
            new TreeMap<>(),
            new TreeMap<>(),
            new RoleId("y"),
            false,
            1));
    names.addAll(two.names());
    assertEquals(List.of("a"), names);
    assertEquals(
        List.of("Suppress[role=x]", "Suppress[role=y]"),
        two.sent.stream()
            .map(Object::toString)
            .filter(s -> s.startsWith("Suppress"))
            .limit(2)
            .toList());
    assertEquals(
        List.of("Revive[role=y]"),
        two.sent.stream().map(Object::toString).filter(s -> s.startsWith("Revive")).toList());
  }

  @Test
  void tagsAreOfAgents() {
    yard.attributes.put("tags", "linux, docker");
    yard.attributes.put("disk", "ssd");
    yard.attributes.put("gpu", "true");
    long number = yard.start("1 a tag=docker", "1 b tag=disk=ssd", "1 c tag=gpu", "1 d tag=arm");
    assertEquals("running: a=running b=running c=running d=pending", yard.seen(number));
    Tags tags = new Tags(new TreeSet<>(List.of("arm", "docker")));
    assertEquals("tags arm, docker", tags.toString());
    Spot spot = new Spot(new AgentId("a1"), "h", yard.attributes);
    assertFalse(tags.admits(spot));
    assertEquals(new TreeSet<>(List.of("arm")), tags.missing(List.of(spot)));
  }
}
