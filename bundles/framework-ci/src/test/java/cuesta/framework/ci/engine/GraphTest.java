package cuesta.framework.ci.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What small pipelines do, step by step, as GitLab's documentation has it. */
class GraphTest {
  private static final String A = "1 a";
  private static final String B = "2 b";
  private static final String C = "3 c";

  /**
   * Jobs, one after the other; then steps. {@code a=0} ends a job with a status, {@code play a},
   * {@code cancel}, {@code cancel a}, {@code retry}, {@code retry a} and {@code wait 60} are asked
   * for; whatever has a colon is what must be seen then.
   */
  static List<Arguments> pipelines() {
    return List.of(
        story(
            "stages follow each other",
            jobs(A, "1 x", B),
            "running: a=running x=running b=created",
            "a=0",
            "running: a=success x=running b=created",
            "x=0",
            "running: a=success x=success b=running",
            "b=0",
            "success: a=success x=success b=success"),
        story(
            "a failure ends what follows",
            jobs(A, B, C),
            "a=1",
            "failed: a=failed b=skipped c=skipped"),
        story(
            "a failure that is allowed does not",
            jobs(A + " allow", B),
            "a=1",
            "running: a=failed b=running",
            "b=0",
            "success: a=failed b=success"),
        story(
            "only some statuses are allowed",
            jobs(A + " allow=3", B),
            "a=3",
            "running: a=failed b=running"),
        story("and others are not", jobs(A + " allow=3", B), "a=4", "failed: a=failed b=skipped"),
        story(
            "on_failure runs after a failure",
            jobs(A, B + " on_failure", C),
            "a=1",
            "running: a=failed b=running c=created",
            "b=0",
            "failed: a=failed b=success c=skipped"),
        story(
            "on_failure is skipped otherwise, and nobody minds",
            jobs(A, B + " on_failure", C),
            "a=0",
            "running: a=success b=skipped c=running"),
        story(
            "on_failure does not see what is allowed",
            jobs(A + " allow", B + " on_failure", C),
            "a=1",
            "running: a=failed b=skipped c=running"),
        story(
            "always runs always",
            jobs(A, B, C + " always"),
            "a=1",
            "running: a=failed b=skipped c=running",
            "c=0",
            "failed: a=failed b=skipped c=success"),
        story(
            "a job in a later stage waits for failures too",
            jobs(A, "1 x", B),
            "a=1",
            "running: a=failed x=running b=created",
            "x=0",
            "failed: a=failed x=success b=skipped"),
        story(
            "needs run across stages",
            jobs(A, "1 x", B + " needs=a", C + " needs=b"),
            "a=0",
            "running: a=success x=running b=running c=created",
            "b=0",
            "running: a=success x=running b=success c=running"),
        story(
            "needs within a stage, in any order",
            jobs("1 z needs=a", A),
            "running: z=created a=running",
            "a=0",
            "running: z=running a=success"),
        story("no needs: at once", jobs(A, B + " needs="), "running: a=running b=running"),
        story(
            "what a failure keeps from running, keeps others from running",
            jobs(A, B + " needs=a", C + " needs=b"),
            "a=1",
            "failed: a=failed b=skipped c=skipped"),
        story(
            "on_failure by needs",
            jobs(A, "1 x", B + " needs=a on_failure"),
            "a=1",
            "running: a=failed x=running b=running"),
        story(
            "always by needs, though what it needs was skipped",
            jobs(A, B + " needs=a", C + " needs=b always"),
            "a=1",
            "running: a=failed b=skipped c=running"),
        story(
            "a need that is allowed to fail",
            jobs(A + " allow", B + " needs=a"),
            "a=1",
            "running: a=failed b=running"),
        story(
            "a manual job holds up what follows",
            jobs(A, B + " manual", C),
            "a=0",
            "manual: a=success b=manual c=created",
            "play b",
            "running: a=success b=running c=created",
            "b=0",
            "running: a=success b=success c=running"),
        story(
            "unless it may be left out",
            jobs(A, B + " manual allow", C),
            "a=0",
            "running: a=success b=manual c=running",
            "c=0",
            "success: a=success b=manual c=success",
            "play b",
            "running: a=success b=running c=success",
            "b=1",
            "success: a=success b=failed c=success"),
        story(
            "what needs a manual job that may be left out is skipped, until it is played",
            jobs(A + " manual allow", B + " needs=a"),
            "skipped: a=manual b=skipped",
            "play a",
            "running: a=running b=created",
            "a=0",
            "running: a=success b=running"),
        story(
            "what needs one that may not waits",
            jobs(A + " manual", B + " needs=a"),
            "manual: a=manual b=created"),
        story(
            "a delayed job waits",
            jobs(A, B + " delayed=60"),
            "a=0",
            "scheduled: a=success b=scheduled",
            "wait 59",
            "scheduled: a=success b=scheduled",
            "wait 1",
            "running: a=success b=running"),
        story("unless it is played", jobs(A + " delayed=60"), "play a", "running: a=running"),
        story(
            "or unscheduled",
            jobs(A + " delayed=60"),
            "unschedule a",
            "manual: a=manual",
            "wait 600",
            "manual: a=manual"),
        story(
            "a job is retried by itself",
            jobs(A + " retry=2", B),
            "a=1",
            "running: a=running b=created",
            "a=1",
            "running: a=running b=created",
            "a=1",
            "failed: a=failed b=skipped"),
        story(
            "only after failures of a kind",
            jobs(A + " retry=2:runner_system_failure", B),
            "a=1",
            "failed: a=failed b=skipped"),
        story(
            "or with a status",
            jobs(A + " retry=2:42"),
            "a=42",
            "running: a=running",
            "a=1",
            "failed: a=failed"),
        story(
            "a job that takes too long",
            jobs(A + " timeout=60", B),
            "wait 59",
            "running: a=running b=created",
            "wait 1",
            "failed: a=failed b=skipped"),
        story(
            "a canceled pipeline",
            jobs(A, "1 m manual", B, C + " always"),
            "cancel",
            "canceled: a=canceled m=canceled b=canceled c=canceled"),
        story(
            "a canceled job",
            jobs(A, "1 x", B, C + " always"),
            "cancel a",
            "running: a=canceled x=running b=created c=created",
            "x=0",
            "canceled: a=canceled x=success b=skipped c=skipped"),
        story(
            "a pipeline retried: what failed, then what was skipped",
            jobs(A, "1 x", B),
            "x=0",
            "a=1",
            "failed: a=failed x=success b=skipped",
            "retry",
            "running: a=running x=success b=created",
            "a=0",
            "running: a=success x=success b=running"),
        story("a canceled one too", jobs(A, B), "cancel", "retry", "running: a=running b=created"),
        story(
            "a job retried",
            jobs(A, B),
            "a=0",
            "b=1",
            "retry b",
            "running: a=success b=running",
            "b=0",
            "success: a=success b=success"),
        story(
            "even one that went well",
            jobs(A, B),
            "a=0",
            "b=0",
            "retry a",
            "running: a=running b=success"),
        story(
            "one at a time of a resource group",
            jobs(A + " group=g", "1 x group=g", "1 y group=h"),
            "running: a=running x=waiting_for_resource y=running",
            "a=0",
            "running: a=success x=running y=running"));
  }

  private static String[] jobs(String... jobs) {
    return jobs;
  }

  private static Arguments story(String what, String[] jobs, String... steps) {
    return Arguments.of(what, jobs, steps);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pipelines")
  void goes(String what, String[] jobs, String[] steps) {
    goes(jobs, steps, false);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pipelines")
  void goesAlikeThoughEachStepIsTakenByASuccessor(String what, String[] jobs, String[] steps) {
    goes(jobs, steps, true);
  }

  private static void goes(String[] jobs, String[] steps, boolean swapped) {
    Yard yard = new Yard();
    long number = yard.start(jobs);
    for (String step : steps) {
      if (step.contains(": ")) {
        assertEquals(step, yard.seen(number), () -> "of " + Arrays.toString(steps));
      } else {
        act(yard, number, step);
      }
      yard.checkStore();
      if (swapped) {
        yard.load();
      }
    }
  }

  private static void act(Yard yard, long number, String step) {
    String[] words = step.split("[ =]");
    switch (words[0]) {
      case "play" -> Yard.done(yard.play(number, words[1]));
      case "unschedule" -> Yard.done(yard.tell(new CiEvent.Unschedule(number, words[1], 99)));
      case "cancel" ->
          Yard.done(words.length == 1 ? yard.cancel(number) : yard.cancel(number, words[1]));
      case "retry" ->
          Yard.done(words.length == 1 ? yard.retry(number) : yard.retry(number, words[1]));
      case "wait" -> yard.pass(Duration.ofSeconds(Long.parseLong(words[1])));
      default -> yard.ends(number, words[0], Integer.parseInt(words[1]));
    }
  }
}
