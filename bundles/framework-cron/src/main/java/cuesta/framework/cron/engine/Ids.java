package cuesta.framework.cron.engine;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How runs and their tasks are called: by job, instant and attempt, and nothing else. */
final class Ids {
  /** File names are made of task ids, and colons are a nuisance there. */
  private static final DateTimeFormatter COMPACT =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Ids() {}

  static String run(String job, Instant instant, long manual, int attempt) {
    return job + "@" + instant + (manual == 0 ? "" : "+m" + manual) + "#" + attempt;
  }

  static String task(Job job, Instant instant, long manual, int attempt) {
    return job.name()
        + "-"
        + job.tag()
        + "@"
        + COMPACT.format(instant)
        + (manual == 0 ? "" : "-m" + manual)
        + "-"
        + attempt;
  }
}
