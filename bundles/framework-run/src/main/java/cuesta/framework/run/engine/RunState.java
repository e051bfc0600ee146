package cuesta.framework.run.engine;

import cuesta.api.FrameworkId;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.engine.Table;
import cuesta.framework.kit.Appetite;
import cuesta.framework.kit.HungryState;
import cuesta.framework.kit.Launches;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All runs, and what follows from them. Only {@code runs} is kept; the rest is built from it, or
 * belongs to the session.
 *
 * @param framework the framework's id, once subscribed
 * @param roles the framework's roles
 * @param runs by number
 * @param launches those that have not ended, and what the master is asked about them
 * @param ended the ended ones by the time of their end
 * @param keys the callers' own names of requests
 * @param openBytes what runs that have not ended take in the store
 * @param endedBytes what ended ones take
 * @param appetite whether offers are wanted
 */
public record RunState(
    Optional<FrameworkId> framework,
    List<RoleId> roles,
    Table<Long, Run> runs,
    Launches<Long> launches,
    Table<End, Boolean> ended,
    Table<String, Long> keys,
    long openBytes,
    long endedBytes,
    Appetite appetite)
    implements HungryState<Long, RunState> {

  /**
   * The order in which ended runs are forgotten.
   *
   * @param time when its end was known
   * @param number which run
   */
  public record End(Instant time, long number) implements Comparable<End> {
    @Override
    public int compareTo(End other) {
      int order = time.compareTo(other.time);
      return order != 0 ? order : Long.compare(number, other.number);
    }
  }

  /**
   * Nothing yet.
   *
   * @param roles the framework's roles
   * @return the state before the store was read
   */
  public static RunState of(List<RoleId> roles) {
    return new RunState(
        Optional.empty(),
        List.copyOf(roles),
        Table.empty(),
        Launches.none(),
        Table.empty(),
        Table.empty(),
        0,
        0,
        Appetite.fresh(roles));
  }

  /**
   * The run of a task, of whichever attempt.
   *
   * @param task a task
   * @return the run, if it is known
   */
  public Optional<Run> runOf(TaskId task) {
    return numberOf(task.value()).map(runs::get);
  }

  /**
   * The number in the id of a run or of one of its tasks.
   *
   * @param id for example {@code run-7} or {@code run-7.2}
   * @return the number; empty if it is no such id
   */
  public static Optional<Long> numberOf(String id) {
    if (!id.matches("run-[1-9][0-9]{0,17}(\\.[0-9]{1,9})?")) {
      return Optional.empty();
    }
    int dot = id.indexOf('.');
    return Optional.of(
        Long.parseLong(id.substring(Run.PREFIX.length(), dot < 0 ? id.length() : dot)));
  }

  long nextNumber() {
    return runs.isEmpty() ? 1 : runs.lastKey() + 1;
  }

  RunState subscribed(FrameworkId id) {
    return new RunState(
        Optional.of(id), roles, runs, launches, ended, keys, openBytes, endedBytes, appetite);
  }

  @Override
  public RunState with(Appetite next) {
    return new RunState(framework, roles, runs, launches, ended, keys, openBytes, endedBytes, next);
  }

  @Override
  public RunState with(Launches<Long> next) {
    return new RunState(framework, roles, runs, next, ended, keys, openBytes, endedBytes, appetite);
  }

  RunState with(Run run) {
    RunState base = without(run.number());
    long number = run.number();
    boolean over = run.ended().isPresent();
    int bytes = run.weight();
    String key = run.request().key();
    return new RunState(
        framework,
        roles,
        base.runs.with(number, run),
        base.launches.with(number, run.launch()),
        over ? base.ended.with(new End(run.ended().get(), number), true) : base.ended,
        key.isEmpty() ? base.keys : base.keys.with(key, number),
        over ? base.openBytes : base.openBytes + bytes,
        over ? base.endedBytes + bytes : base.endedBytes,
        appetite);
  }

  RunState without(long number) {
    Run run = runs.get(number);
    if (run == null) {
      return this;
    }
    boolean over = run.ended().isPresent();
    int bytes = run.weight();
    return new RunState(
        framework,
        roles,
        runs.without(number),
        launches.without(number),
        over ? ended.without(new End(run.ended().get(), number)) : ended,
        run.request().key().isEmpty() ? keys : keys.without(run.request().key()),
        over ? openBytes : openBytes - bytes,
        over ? endedBytes - bytes : endedBytes,
        appetite);
  }
}
