package cuesta.framework.ci.http;

import cuesta.api.Reasons;
import cuesta.framework.ci.engine.Job;
import cuesta.framework.ci.engine.JobStatus;
import cuesta.framework.ci.engine.Line;
import cuesta.framework.ci.engine.Origin;
import cuesta.framework.ci.engine.Tests;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** Words for people. */
final class Texts {
  private static final int SHORT = 8;

  private Texts() {}

  /** {@code main at 0123abcd (2 files differ)}. */
  static String of(Origin origin) {
    String sha = origin.sha().substring(0, Math.min(SHORT, origin.sha().length()));
    String dirty =
        switch (origin.dirty()) {
          case 0 -> "";
          case 1 -> " (1 file differs)";
          default -> " (" + origin.dirty() + " files differ)";
        };
    return (origin.ref().equals(origin.sha()) ? "" : origin.ref() + " at ") + sha + dirty;
  }

  /** How long an attempt ran, or has run. */
  static Optional<Duration> ran(Job job, Instant now) {
    return job.times()
        .started()
        .map(start -> Duration.between(start, job.times().over().orElse(now)));
  }

  static Optional<Duration> took(Line line, Instant now) {
    return line.pipeline()
        .course()
        .started()
        .map(start -> Duration.between(start, line.pipeline().course().ended().orElse(now)));
  }

  /** {@code 0.4 s}, {@code 12 s}, {@code 2 min 3 s}. */
  static String text(Duration duration) {
    long millis = Math.max(0, duration.toMillis());
    if (millis < 10_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
    }
    long seconds = millis / 1_000;
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3_600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
  }

  /** Why an attempt did not go well, in a few words; empty if it did. */
  static String failure(Job job) {
    StringJoiner words = new StringJoiner(", ");
    job.end().failure().ifPresent(kind -> words.add(kind.text().replace('_', ' ')));
    job.end().exit().ifPresent(exit -> words.add("exit status " + exit));
    // That the status was not 0 is all that the agent has to say then.
    job.end()
        .why()
        .filter(why -> !why.code().equals(Reasons.COMMAND_FAILED))
        .ifPresent(why -> words.add(why.detail()));
    return job.status() == JobStatus.FAILED ? words.toString() : "";
  }

  static String of(Tests tests) {
    return tests.total()
        + " tests, "
        + tests.failed()
        + " failed"
        + (tests.skipped() == 0 ? "" : ", " + tests.skipped() + " skipped");
  }

  /** {@code 3 success, 1 failed}. */
  static String counts(Line line) {
    Map<JobStatus, Integer> counts = new EnumMap<>(JobStatus.class);
    line.jobs().values().forEach(job -> counts.merge(job.status(), 1, Integer::sum));
    StringJoiner words = new StringJoiner(", ");
    counts.forEach((status, count) -> words.add(count + " " + status.text().replace('_', ' ')));
    return words.toString();
  }
}
