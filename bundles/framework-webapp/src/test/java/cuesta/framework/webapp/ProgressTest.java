package cuesta.framework.webapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.Reason;
import cuesta.api.RoleId;
import cuesta.api.TaskState;
import cuesta.contracts.allocator.views.FakeCluster;
import cuesta.framework.kit.http.Waiters;
import cuesta.framework.webapp.Progress.Asked;
import cuesta.framework.webapp.Progress.Mark;
import cuesta.framework.webapp.engine.App;
import cuesta.framework.webapp.engine.Instance;
import cuesta.framework.webapp.engine.Rollout;
import cuesta.framework.webapp.engine.Site;
import cuesta.framework.webapp.engine.WebEffect;
import cuesta.framework.webapp.engine.WebState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader who asks page after page, as an application goes on. */
class ProgressTest {
  private static final Asked SCALED = new Asked(0, Optional.empty());
  private static final Asked DEPLOYED = new Asked(4, Optional.empty());

  private final List<String> told = new ArrayList<>();
  private Mark known = Mark.NONE;
  private OptionalInt exit = OptionalInt.empty();

  private static Progress progress(Site site, Asked asked) {
    WebState state = WebState.of(List.of(new RoleId("web")));
    Waiters<String, WebEffect.Done> waiters = new Waiters<>("webapp", event -> true, "");
    Balancers balancers = new Balancers(() -> state, event -> true, waiters);
    AppJson json = new AppJson(new Whys(state, FakeCluster.EMPTY), balancers, Sites.NOW);
    return new Progress("web", Optional.ofNullable(site), asked, json);
  }

  /** What a page adds; the mark goes through its text, as on the wire. */
  private List<String> reads(Site site, Asked asked) {
    Progress.Page page = progress(site, asked).page(known, false);
    List<String> lines = page.lines();
    known = Mark.parse(page.next().toString());
    exit = page.exit();
    told.addAll(lines);
    return lines;
  }

  private static Site site(int wanted, Instance... instances) {
    return Sites.site(wanted, App.Crash.NONE, List.of(), instances);
  }

  private static Instance starting(long number) {
    return Sites.instance(number, TaskState.RUNNING, false, Optional.empty());
  }

  private static Rollout deploy(Rollout.Result result, String why) {
    return Sites.rollout(4, Rollout.Kind.DEPLOY, 1, 2, result, why);
  }

  @Test
  void countsUntilAllAreReady() {
    known = progress(site(2, Sites.ready(1), starting(2)), SCALED).first().mark();
    assertFalse(progress(site(2, Sites.ready(1), starting(2)), SCALED).isNews(known));
    assertEquals(List.of("web: 0 of 2 ready"), reads(site(2, starting(1), starting(2)), SCALED));
    assertEquals(OptionalInt.empty(), exit);
    assertEquals(
        List.of("web: ready, 2 of 2 ready"),
        reads(site(2, Sites.ready(1), Sites.ready(2)), SCALED));
    assertEquals(OptionalInt.of(0), exit);
  }

  @Test
  void tellsAFailureOnceAndItsOutputWhenItIsThere() {
    Rollout running = deploy(Rollout.Result.RUNNING, "");
    Optional<Reason> why = Optional.of(Reason.of("TASK_FAILED", "", "exited with status 1"));
    App.Crash crash =
        new App.Crash(1, Optional.empty(), "web.t.2", why, Optional.of(Sites.NOW), "");
    App.Crash written =
        new App.Crash(1, Optional.empty(), "web.t.2", why, Optional.of(Sites.NOW), "a\nb");
    Site before = Sites.site(1, App.Crash.NONE, List.of(running), starting(2));
    known = progress(before, DEPLOYED).first().mark();
    assertEquals(
        List.of("web.t.2: exited with status 1"),
        reads(Sites.site(1, crash, List.of(running)), DEPLOYED));
    Site now = Sites.site(1, written, List.of(running), starting(3));
    assertTrue(progress(now, DEPLOYED).isNews(known));
    assertEquals(List.of("  | a", "  | b"), reads(now, DEPLOYED));
    assertFalse(progress(now, DEPLOYED).isNews(known));
  }

  @Test
  void whatIsSoAlreadyIsToldOnce() {
    Site site = site(1, Sites.ready(1));
    Progress.First first = progress(site, SCALED).first();
    assertEquals("web: ready, 1 of 1 ready", first.said());
    known = Mark.parse(first.mark().toString());
    assertEquals(List.of(), reads(site, SCALED));
    assertEquals(OptionalInt.of(0), exit);
  }

  @Test
  void tellsTheWayOutOfAFailure() {
    Optional<Reason> why =
        Optional.of(Reason.of("TASK_INVALID", "", "would run as root", "use --allow-root"));
    App.Crash crash =
        new App.Crash(1, Optional.empty(), "web.t.2", why, Optional.of(Sites.NOW), "");
    known = progress(site(1, starting(2)), SCALED).first().mark();
    assertEquals(
        List.of("web.t.2: would run as root (use --allow-root)"),
        reads(Sites.site(1, crash, List.of(), starting(3)), SCALED));
  }

  /** A failure that was there before is not told. */
  @Test
  void tellsNothingOfBefore() {
    Optional<Reason> why = Optional.of(Reason.of("TASK_FAILED", "", "exited with status 1"));
    App.Crash crash =
        new App.Crash(1, Optional.empty(), "web.t.0", why, Optional.of(Sites.NOW), "a");
    known = progress(Sites.site(1, crash, List.of(), starting(1)), SCALED).first().mark();
    reads(Sites.site(1, crash, List.of(), Sites.ready(1)), SCALED);
    assertEquals(List.of("web: ready, 1 of 1 ready"), told);
  }

  @ParameterizedTest
  @EnumSource(names = "RUNNING", mode = EnumSource.Mode.EXCLUDE)
  void saysHowADeployEnded(Rollout.Result result) {
    Site site = Sites.site(1, App.Crash.NONE, List.of(deploy(result, "3 failed")), Sites.ready(1));
    String line =
        switch (result) {
          case ROLLED_BACK -> "version 2 is rolled back: 3 failed; version 1 comes back";
          case FAILED -> "version 2 failed: 3 failed; its instances are started again and again";
          case SUPERSEDED -> "another update took the place of this one";
          case STOPPED -> "it was stopped meanwhile";
          default -> "ready, 1 of 1 ready";
        };
    assertEquals(List.of("web: " + line), reads(site, DEPLOYED));
    assertEquals(OptionalInt.of(result == Rollout.Result.SUCCEEDED ? 0 : 1), exit);
  }

  @Test
  void saysWhatIsMissingWhenTheTimeIsUp() {
    Asked late = new Asked(0, Optional.of(Sites.NOW));
    Asked early = new Asked(0, Optional.of(Sites.NOW.plusMillis(1)));
    Site site = site(2, Sites.ready(1), starting(2));
    known = progress(site, early).first().mark();
    reads(site, early);
    assertEquals(OptionalInt.empty(), exit);
    String last = reads(site, late).getLast();
    assertTrue(last.startsWith("web: 1 of 2 ready when the time was up: "), last);
    assertTrue(last.endsWith("; it goes on"), last);
    assertEquals(OptionalInt.of(1), exit);
  }

  @Test
  void saysAtEachQuietPageWhatIsNotSaidYet() {
    Site site = site(2, Sites.ready(1), starting(2));
    known = progress(site, SCALED).first().mark();
    assertEquals(1, reads(site, SCALED).size());
    assertTrue(told.getFirst().startsWith("web: waits: it runs, and its check has not"), "" + told);
    assertFalse(progress(site, SCALED).isNews(known));
    assertEquals(List.of(), reads(site, SCALED));
  }

  @Test
  void whatIsDeletedIsOver() {
    assertEquals(List.of("web is deleted"), reads(null, SCALED));
    assertEquals(OptionalInt.of(1), exit);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "~", "x~~~", "1~a~true", "99999999~a~true~b", "1~2~3~4~5"})
  void whoSendsNoMarkIsToldAll(String text) {
    assertEquals(Mark.NONE, Mark.parse(text));
  }
}
