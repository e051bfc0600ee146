package cuesta.framework.cron.engine;

import cuesta.api.FrameworkId;
import cuesta.api.RoleId;
import cuesta.engine.Table;
import cuesta.framework.kit.Appetite;
import cuesta.framework.kit.Constraint;
import cuesta.framework.kit.Delays;
import cuesta.framework.kit.HungryState;
import cuesta.framework.kit.Launches;
import cuesta.framework.kit.Wish;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All jobs, and what follows from them. Only {@code rows} and the sizes of outputs are kept; the
 * rest is built from them, or belongs to the session.
 *
 * @param framework the framework's id, once subscribed
 * @param roles the framework's roles
 * @param rows the jobs by name
 * @param launches the open runs that may be launched or are
 * @param due when each job's next instant is
 * @param wakes when something is to be done about a run
 * @param outputs the kept outputs by the end of their runs, with their packed sizes
 * @param totals sums over all jobs
 * @param missed jobs whose instants up to one fell due while nothing led; belongs to the session
 * @param appetite whether offers are wanted
 */
public record CronState(
    Optional<FrameworkId> framework,
    List<RoleId> roles,
    Table<String, Row> rows,
    Launches<Key> launches,
    Delays<String> due,
    Delays<Key> wakes,
    Table<OutputKey, Integer> outputs,
    Totals totals,
    Table<String, Instant> missed,
    Appetite appetite)
    implements HungryState<Key, CronState> {

  /**
   * The order in which outputs give way.
   *
   * @param ended when the run ended
   * @param job of which job
   * @param number which run
   */
  public record OutputKey(Instant ended, String job, long number) implements Comparable<OutputKey> {
    static OutputKey of(String job, Run run) {
      return new OutputKey(run.ended().orElseThrow(), job, run.number());
    }

    @Override
    public int compareTo(OutputKey other) {
      int order = ended.compareTo(other.ended);
      if (order == 0) {
        order = job.compareTo(other.job);
      }
      return order != 0 ? order : Long.compare(number, other.number);
    }
  }

  /**
   * Sums.
   *
   * @param specBytes what descriptions take in the store
   * @param outputBytes what outputs take
   * @param open runs that have not ended
   */
  public record Totals(long specBytes, long outputBytes, int open) {}

  /**
   * Nothing yet.
   *
   * @param roles the framework's roles
   * @return the state before the store was read
   */
  public static CronState of(List<RoleId> roles) {
    return new CronState(
        Optional.empty(),
        List.copyOf(roles),
        Table.empty(),
        Launches.none(),
        Delays.none(),
        Delays.none(),
        Table.empty(),
        new Totals(0, 0, 0),
        Table.empty(),
        Appetite.fresh(roles));
  }

  /**
   * The open run of a unit of work.
   *
   * @param key its key
   * @return the run; null if there is none
   */
  public Run run(Key key) {
    Row row = rows.get(key.job());
    return row == null ? null : row.progress().open().get(key.number());
  }

  /**
   * What an open run needs.
   *
   * @param key its key
   * @return its wish
   */
  public Wish<Key> wish(Key key) {
    Spec spec = rows.get(key.job()).job().spec();
    return new Wish<>(key, roles.getFirst(), spec.amounts(), 0, Constraint.NONE);
  }

  CronState subscribed(FrameworkId id) {
    return new CronState(
        Optional.of(id), roles, rows, launches, due, wakes, outputs, totals, missed, appetite);
  }

  @Override
  public CronState with(Launches<Key> next) {
    return new CronState(
        framework, roles, rows, next, due, wakes, outputs, totals, missed, appetite);
  }

  @Override
  public CronState with(Appetite next) {
    return new CronState(
        framework, roles, rows, launches, due, wakes, outputs, totals, missed, next);
  }

  CronState withMissed(Table<String, Instant> next) {
    return new CronState(
        framework, roles, rows, launches, due, wakes, outputs, totals, next, appetite);
  }

  CronState withOutputs(Table<OutputKey, Integer> next, long bytes) {
    Totals sums = new Totals(totals.specBytes(), bytes, totals.open());
    return new CronState(
        framework, roles, rows, launches, due, wakes, next, sums, missed, appetite);
  }

  /** Puts a row in, or takes it out if it is null, with all that follows from it. */
  CronState with(String name, Row after) {
    Row before = rows.get(name);
    Index index = new Index(launches, wakes).move(before, after);
    Totals sums =
        new Totals(
            totals.specBytes() + weight(after) - weight(before),
            totals.outputBytes(),
            totals.open() + open(after) - open(before));
    return new CronState(
        framework,
        roles,
        after == null ? rows.without(name) : rows.with(name, after),
        index.launches(),
        after == null || after.next().isEmpty() ? due.without(name) : moved(before, after),
        index.wakes(),
        outputs,
        sums,
        missed,
        appetite);
  }

  private Delays<String> moved(Row before, Row after) {
    return before != null && before.next().equals(after.next())
        ? due
        : due.with(after.name(), after.next().get());
  }

  private static int weight(Row row) {
    return row == null ? 0 : row.job().spec().weight();
  }

  private static int open(Row row) {
    return row == null ? 0 : row.progress().open().size();
  }
}
