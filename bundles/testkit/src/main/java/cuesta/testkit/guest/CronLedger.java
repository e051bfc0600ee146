package cuesta.testkit.guest;

import cuesta.framework.cron.engine.Decision;
import cuesta.framework.cron.engine.Entry;
import cuesta.framework.cron.engine.Job;
import cuesta.framework.cron.engine.Spec;
import cuesta.framework.cron.schedule.Schedule;
import cuesta.framework.cron.schedule.Schedules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All lines that the ledger of one job ever had, also those that it has trimmed. They have to cover
 * each due instant from the job's creation on, in order and exactly once; each is checked when it
 * is written.
 */
final class CronLedger {
  /** A schedule is the job's from an instant on, exclusive, until the next one is. */
  private record Era(Instant from, String text, String zone, Schedule schedule) {
    static Era of(Job job) {
      Spec spec = job.spec();
      return new Era(
          job.anchor(),
          spec.schedule(),
          spec.zone(),
          Schedules.parse(spec.schedule(), Schedules.zone(spec.zone()), job.anchor()));
    }

    boolean isOf(Job job) {
      return from.equals(job.anchor())
          && text.equals(job.spec().schedule())
          && zone.equals(job.spec().zone());
    }
  }

  private final String job;
  private final List<Era> eras = new ArrayList<>();
  private final List<Entry> lines = new ArrayList<>();
  private final Map<Decision, Long> sums = new TreeMap<>();
  private final TreeSet<Instant> fired = new TreeSet<>();

  CronLedger(Job job) {
    this.job = job.name();
    eras.add(Era.of(job));
  }

  /** The job is this from now on, perhaps with another schedule. */
  void follows(Job changed) {
    if (!eras.getLast().isOf(changed)) {
      Violation.unless(
          !changed.anchor().isBefore(cursor()), "cron: %s goes back to %s", job, changed.anchor());
      eras.add(Era.of(changed));
    }
  }

  int size() {
    return lines.size();
  }

  /** How many instants were decided in that way. */
  long sum(Decision decision) {
    return sums.getOrDefault(decision, 0L);
  }

  boolean hasFired(Instant instant) {
    return fired.contains(instant);
  }

  /** The last instant that has its line, or where the present schedule began. */
  Instant cursor() {
    Instant last = last(lines.size());
    return last.isBefore(eras.getLast().from()) ? eras.getLast().from() : last;
  }

  /** Instants that have no line, up to one. */
  long missing(Instant upTo) {
    return count(last(lines.size()), upTo);
  }

  /** Lines from a number on, as the store has them now: known ones, and what is new. */
  List<Entry> written(long from, List<Entry> now) {
    Violation.unless(
        from <= lines.size() && from + now.size() >= lines.size(),
        "cron: the ledger of %s had %s lines, and now has lines %s to %s",
        job,
        lines.size(),
        from,
        from + now.size());
    int known = lines.size();
    List<Entry> news = new ArrayList<>();
    for (int i = 0; i < now.size(); i++) {
      int at = (int) from + i;
      Entry line = now.get(i);
      Entry before = at < known ? lines.get(at) : null;
      if (!line.equals(before)) {
        Violation.unless(
            before == null || at == known - 1 && isLonger(before, line),
            "cron: %s decided twice on %s: %s, then %s",
            job,
            line.first(),
            before,
            line);
        put(at, before, line);
        news.add(line);
      }
    }
    return news;
  }

  /** What is skipped for the same reason goes on in the same line. */
  private static boolean isLonger(Entry before, Entry now) {
    return !now.decision().fires()
        && now.decision() == before.decision()
        && now.first().equals(before.first())
        && now.detail().equals(before.detail())
        && now.count() > before.count();
  }

  private void put(int at, Entry before, Entry line) {
    Instant since = last(at);
    Optional<Instant> next = after(since);
    Violation.unless(
        next.isPresent()
            && next.get().equals(line.first())
            && count(since, line.last()) == line.count()
            && count(since, line.last().minusSeconds(1)) == line.count() - 1
            && (line.count() == 1 || !line.decision().fires()),
        "cron: %s was due at %s, and the ledger has %s",
        job,
        next,
        line);
    if (before == null) {
      lines.add(line);
    } else {
      lines.set(at, line);
    }
    long more = line.count() - (before == null ? 0 : before.count());
    sums.merge(line.decision(), more, Long::sum);
    if (line.decision().fires()) {
      fired.add(line.first());
    }
  }

  /** Up to where the lines before one reach. */
  private Instant last(int line) {
    return line == 0 ? eras.getFirst().from() : lines.get(line - 1).last();
  }

  private long count(Instant after, Instant upTo) {
    long count = 0;
    for (int i = 0; i < eras.size(); i++) {
      Instant from = later(after, eras.get(i).from());
      boolean goesOn = i == eras.size() - 1 || upTo.isBefore(eras.get(i + 1).from());
      Instant to = goesOn ? upTo : eras.get(i + 1).from();
      count += from.isBefore(to) ? eras.get(i).schedule().count(from, to) : 0;
    }
    return count;
  }

  private Optional<Instant> after(Instant instant) {
    for (int i = 0; i < eras.size(); i++) {
      Optional<Instant> next = eras.get(i).schedule().after(later(instant, eras.get(i).from()));
      boolean last = i == eras.size() - 1;
      if (last || next.isPresent() && !next.get().isAfter(eras.get(i + 1).from())) {
        return next;
      }
    }
    return Optional.empty();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
