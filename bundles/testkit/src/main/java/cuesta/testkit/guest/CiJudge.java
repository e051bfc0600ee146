package cuesta.testkit.guest;

import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.framework.ci.engine.Job;
import cuesta.framework.ci.engine.JobStatus;
import cuesta.framework.ci.engine.Key;
import cuesta.framework.ci.engine.Line;
import cuesta.framework.ci.engine.Log;
import cuesta.framework.ci.engine.PipelineStatus;
import cuesta.framework.ci.engine.Stop;
import cuesta.framework.ci.spec.Flow;
import cuesta.framework.ci.spec.Need;
import cuesta.framework.ci.spec.When;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What must hold of jobs and pipelines, as they are written, beside what really runs. */
final class CiJudge {
  private final Truth truth;

  /** What was asked for, whatever is written of it since. */
  private final Map<Key, Flow> flows = new TreeMap<>();

  CiJudge(Truth truth) {
    this.truth = truth;
  }

  // ---- one change of a job

  /** A job was written; {@code line} is its pipeline with it, {@code was} what it was before. */
  void changed(Line line, Job was, Job is) {
    if (was == null) {
      flows.put(line.key(is), is.spec().flow());
      return;
    }
    Violation.unless(was.attempt() <= is.attempt(), "ci: %s went back an attempt", name(line, is));
    if (was.attempt() < is.attempt()) {
      Violation.unless(
          is.number() > was.number() && !is.launch().task().equals(was.launch().task()),
          "ci: another attempt of %s has no number of its own",
          name(line, is));
      return;
    }
    if (was.status() == JobStatus.CREATED && is.status() != JobStatus.CREATED) {
      began(line, is);
    }
    Violation.unless(
        !was.stop().isWanted() || is.stop().isWanted(),
        "ci: %s was to end, and is not any more",
        name(line, is));
    boolean wasOver = was.status().isOver() && was.status() != JobStatus.SKIPPED;
    Violation.unless(
        !wasOver
            || was.status() == is.status()
                && was.end().equals(is.end())
                && was.steps().equals(is.steps()),
        "ci: %s was %s and became %s",
        name(line, is),
        was.status(),
        is.status());
    if (is.times().over().isPresent() && was.times().over().isEmpty()) {
      ended(line, is);
    }
    if (is.status() == JobStatus.SUCCESS && !wasOver) {
      succeeded(line, is);
    }
  }

  /** How a job was asked for. */
  Flow flow(Line line, Job job) {
    return flows.get(line.key(job));
  }

  private static String name(Line line, Job job) {
    return "job " + job.name() + " of pipeline " + line.number();
  }

  /** Nobody is judged before those before him; manual ones that may be left out do not count. */
  private void began(Line line, Job job) {
    if (job.status() == JobStatus.CANCELED) {
      return;
    }
    boolean failed = false;
    boolean missing = false;
    for (Job before : before(line, job)) {
      boolean left = before.status() == JobStatus.MANUAL && before.isAllowedToFail();
      Violation.unless(
          before.status().isOver() || left,
          "ci: %s is %s before %s, which is %s",
          name(line, job),
          job.status(),
          before.name(),
          before.status());
      missing |= left || before.status() == JobStatus.SKIPPED;
      failed |=
          (before.status() == JobStatus.FAILED || before.status() == JobStatus.CANCELED)
              && !before.isAllowedToFail();
    }
    missing &= flow(line, job).needs().isPresent();
    boolean isSkipped = job.status() == JobStatus.SKIPPED;
    When when = flow(line, job).when();
    boolean forSuccess = when != When.ON_FAILURE && when != When.ALWAYS;
    Violation.unless(
        !forSuccess || isSkipped == (failed || missing),
        "ci: %s is %s; a failure before it: %s, one missing: %s",
        name(line, job),
        job.status(),
        failed,
        missing);
  }

  private List<Job> before(Line line, Job job) {
    List<Job> before = new ArrayList<>();
    Optional<List<Need>> needs = flow(line, job).needs();
    if (needs.isPresent()) {
      needs.get().forEach(need -> before.add(line.job(need.job()).orElseThrow()));
      return before;
    }
    int stage = line.pipeline().stages().indexOf(job.spec().stage());
    for (Job other : line.jobs().values()) {
      if (line.pipeline().stages().indexOf(other.spec().stage()) < stage) {
        before.add(other);
      }
    }
    return before;
  }

  /** What is said of its task's end is true. */
  private void ended(Line line, Job job) {
    TaskState state = job.launch().state();
    if (state == TaskState.UNREACHABLE) {
      Violation.unless(
          job.stop().isWanted() && flow(line, job).resourceGroup().isEmpty(),
          "ci: %s was given up though nobody wanted it to end",
          name(line, job));
    } else if (state == TaskState.FINISHED || state == TaskState.FAILED) {
      truth.judge(job.launch().task(), state, job.end().exit(), job.stop().isWanted());
    }
  }

  private void succeeded(Line line, Job job) {
    TaskId task = job.launch().task();
    Violation.unless(truth.endedWell(task), "ci: %s is said to have gone well", name(line, job));
    boolean archive = !job.spec().artifacts().paths().isEmpty();
    Violation.unless(
        !archive
            || job.left().archive().filter(it -> it.blob().hash().equals(hash(task))).isPresent(),
        "ci: %s went well without the artifacts of %s: %s",
        name(line, job),
        task,
        job.left());
    boolean dotenv = !job.spec().artifacts().dotenv().isEmpty();
    Violation.unless(
        !dotenv || task.value().equals(job.left().dotenv().get("TASK")),
        "ci: %s went well without the variables of %s",
        name(line, job),
        task);
  }

  /** What {@code SimFiles} calls what a task leaves behind. */
  private static String hash(TaskId task) {
    byte[] text = task.value().getBytes(StandardCharsets.UTF_8);
    return "%064x".formatted(new BigInteger(1, text));
  }

  // ---- a pipeline as a whole

  /** All that became durable together makes sense. */
  void written(Line line) {
    TreeSet<Long> steps = new TreeSet<>();
    for (Job job : line.jobs().values()) {
      for (long step : new long[] {job.steps().started(), job.steps().ended()}) {
        Violation.unless(
            step == 0 || step <= line.steps() && steps.add(step),
            "ci: step %s of pipeline %s was counted twice",
            step,
            line.number());
      }
      Violation.unless(
          job.stop().kind() != Stop.Kind.CANCELED
              || job.status() == JobStatus.CANCELED
              || !job.status().isOver(),
          "ci: %s was canceled and is %s",
          name(line, job),
          job.status());
    }
  }

  /** In the end. */
  void settled(Line line) {
    boolean failed = false;
    boolean canceled = false;
    boolean ran = false;
    for (Job job : line.jobs().values()) {
      JobStatus status = job.status();
      Violation.unless(
          status.isOver() || status == JobStatus.MANUAL && job.isAllowedToFail(),
          "ci: %s is still %s: %s",
          name(line, job),
          status,
          job.launch());
      logged(line, job);
      failed |= status == JobStatus.FAILED && !job.isAllowedToFail();
      canceled |= status == JobStatus.CANCELED && !job.isAllowedToFail();
      ran |= status != JobStatus.SKIPPED && status != JobStatus.MANUAL;
    }
    PipelineStatus wanted =
        failed
            ? PipelineStatus.FAILED
            : canceled
                ? PipelineStatus.CANCELED
                : ran ? PipelineStatus.SUCCESS : PipelineStatus.SKIPPED;
    Violation.unless(
        line.pipeline().status() == wanted,
        "ci: pipeline %s is %s and should be %s",
        line.number(),
        line.pipeline().status(),
        wanted);
  }

  private static void logged(Line line, Job job) {
    List<Log> logs = new ArrayList<>(List.of(job.log()));
    job.before().forEach(earlier -> logs.add(earlier.log()));
    for (Log log : logs) {
      Violation.unless(
          log.state() != Log.State.WANTED
              && log.blob().stream()
                  .allMatch(it -> it.hash().equals(hash(log.task().orElseThrow()))),
          "ci: of %s a log is %s",
          name(line, job),
          log);
    }
  }
}
