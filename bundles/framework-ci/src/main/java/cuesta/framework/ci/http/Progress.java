package cuesta.framework.ci.http;

import cuesta.api.Reason;
import cuesta.framework.ci.engine.Job;
import cuesta.framework.ci.engine.JobStatus;
import cuesta.framework.ci.engine.Line;
import cuesta.framework.ci.engine.PipelineStatus;
import cuesta.framework.ci.engine.Tests;
import cuesta.framework.kit.Launch;
import cuesta.framework.kit.http.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * A pipeline as somebody reads it who follows it: a line for each job that has ended, with the end
 * of its log if it did not go well, and, for terminals, what runs now. Where a reader is, is the
 * number of starts and ends that he knows of: any leader can go on from there.
 *
 * @param line the pipeline
 * @param whys why things wait
 * @param printed the ends of logs
 * @param now the time
 */
record Progress(Line line, Whys whys, Printed printed, Instant now) {
  private static final int TAIL = 30;
  private static final int LIVE_JOBS = 6;
  private static final int LIVE_LINES = 3;
  private static final int WAITING = 3;

  /**
   * A page for a reader who knows of so many starts and ends.
   *
   * @param isLive whether he has a place for what runs now, which is some work to find out
   */
  String page(long after, boolean isLive) {
    List<String> lines = lines(after);
    List<String> live = isOver() || !isLive ? List.of() : live();
    OptionalInt exit = isOver() ? OptionalInt.of(PipelineJson.exit(line)) : OptionalInt.empty();
    return Json.object(
        out -> {
          PipelineJson.texts(out, "lines", lines);
          PipelineJson.texts(out, "live", live);
          out.writeStringField("next", Long.toString(line.steps()));
          if (exit.isPresent()) {
            out.writeNumberField("exit", exit.getAsInt());
          }
        });
  }

  /** Nothing will happen any more, unless somebody says so. */
  boolean isOver() {
    PipelineStatus status = line.pipeline().status();
    return status.isOver() || status == PipelineStatus.MANUAL && !isScheduled();
  }

  /** Whether a job begins by itself when its time has come. */
  private boolean isScheduled() {
    for (Job job : line.jobs().values()) {
      if (job.status() == JobStatus.SCHEDULED) {
        return true;
      }
    }
    return false;
  }

  /** Whether there is something to be told at once. */
  boolean isNews(long after) {
    return isOver() || ended(after).size() > 0;
  }

  boolean isRunning() {
    return line.jobs().values().iterator().hasNext() && running().size() > 0;
  }

  private List<String> lines(long after) {
    List<String> lines = new ArrayList<>();
    ended(after).forEach(job -> ended(lines, job));
    if (isOver()) {
      over(lines);
    }
    return lines;
  }

  private List<Job> ended(long after) {
    List<Job> ended = new ArrayList<>();
    for (Job job : line.jobs().values()) {
      boolean seen = job.steps().ended() <= after;
      if (job.status().isOver() && job.status() != JobStatus.SKIPPED && !seen) {
        ended.add(job);
      }
    }
    ended.sort(Comparator.comparingLong(job -> job.steps().ended()));
    return ended;
  }

  private void ended(List<String> lines, Job job) {
    boolean failed = job.status() == JobStatus.FAILED;
    String mark =
        switch (job.status()) {
          case SUCCESS -> "✓";
          case FAILED -> job.isAllowedToFail() ? "!" : "✗";
          default -> "-";
        };
    StringBuilder text = new StringBuilder(mark).append(' ').append(name(job));
    if (job.attempt() > 1) {
      text.append(" (attempt ").append(job.attempt()).append(')');
    }
    Texts.ran(job, now).ifPresent(ran -> text.append("  ").append(Texts.text(ran)));
    job.left().tests().ifPresent(tests -> text.append("  ").append(Texts.of(tests)));
    if (failed) {
      text.append(": ").append(Texts.failure(job));
      text.append(job.isAllowedToFail() ? " (allowed)" : "");
    } else if (job.status() == JobStatus.CANCELED) {
      text.append("  canceled");
    }
    lines.add(text.toString());
    if (failed) {
      List<String> tail = printed.end(job, TAIL);
      tail.forEach(one -> lines.add("  | " + one));
      for (Tests.Failing test : job.left().tests().map(Tests::failing).orElse(List.of())) {
        lines.add(
            "  test failed: "
                + test.name()
                + (test.message().isEmpty() ? "" : ": " + test.message()));
      }
    }
  }

  private static String name(Job job) {
    return job.spec().stage() + " / " + job.name();
  }

  private void over(List<String> lines) {
    PipelineStatus status = line.pipeline().status();
    String took = Texts.took(line, now).map(t -> " after " + Texts.text(t)).orElse("");
    String end =
        switch (status) {
          case SUCCESS -> "passed";
          case MANUAL -> "waits for somebody";
          default -> status.text();
        };
    lines.add("pipeline " + line.number() + " " + end + took + ": " + Texts.counts(line));
    if (status == PipelineStatus.MANUAL) {
      for (Job job : line.jobs().values()) {
        if (job.status() == JobStatus.MANUAL) {
          whys.of(line, job).stream().map(Reason::hint).forEach(hint -> lines.add("  " + hint));
        }
      }
    } else if (status != PipelineStatus.SUCCESS) {
      lines.add("  again: cuesta ci retry " + line.number());
    }
  }

  private List<Job> running() {
    List<Job> running = new ArrayList<>();
    for (Job job : line.jobs().values()) {
      if (job.status() == JobStatus.RUNNING || job.status() == JobStatus.GATHERING) {
        running.add(job);
      }
    }
    return running;
  }

  private List<String> live() {
    List<String> live = new ArrayList<>();
    List<Job> running = running();
    for (Job job : running.subList(0, Math.min(LIVE_JOBS, running.size()))) {
      String ran = Texts.ran(job, now).map(Texts::text).orElse("");
      String where = job.launch().at().map(Launch.At::agent).map(a -> "  on " + a).orElse("");
      String what = job.status() == JobStatus.GATHERING ? "  keeps what it left" : where;
      live.add("▸ " + name(job) + "  " + ran + what);
      printed.end(job, LIVE_LINES).forEach(one -> live.add("  | " + one));
    }
    if (running.size() > LIVE_JOBS) {
      live.add("▸ and " + (running.size() - LIVE_JOBS) + " more");
    }
    waiting(live);
    return live;
  }

  private void waiting(List<String> live) {
    int more = 0;
    int shown = 0;
    for (Job job : line.jobs().values()) {
      boolean waits =
          switch (job.status()) {
            case PENDING, WAITING_FOR_RESOURCE, SCHEDULED -> true;
            default -> false;
          };
      List<Reason> reasons = waits ? whys.of(line, job) : List.of();
      if (!reasons.isEmpty() && shown < WAITING) {
        live.add("… " + name(job) + "  " + reasons.getFirst().detail());
        shown++;
      } else if (waits || job.status() == JobStatus.CREATED) {
        more++;
      }
    }
    if (more > 0) {
      live.add("… " + more + (more == 1 ? " other waits" : " others wait"));
    }
  }
}
