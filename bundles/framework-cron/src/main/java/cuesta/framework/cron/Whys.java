package cuesta.framework.cron;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.cluster.ClusterView;
import cuesta.framework.cron.engine.CronState;
import cuesta.framework.cron.engine.Row;
import cuesta.framework.cron.engine.Run;
import cuesta.framework.cron.engine.Spec;
import cuesta.framework.kit.Constraint;
import cuesta.framework.kit.WhyWaiting;
import cuesta.framework.kit.Wish;
import cuesta.framework.kit.http.Durations;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a run waits, or ended as it did. */
record Whys(CronState state, ClusterView view) {
  /** The next attempt has to wait. */
  static final String RETRY_AWAITED = "RETRY_AWAITED";

  /** Another run goes first. */
  static final String RUN_AWAITED = "RUN_AWAITED";

  /** It took too long. */
  static final String TIMEOUT = "TIMEOUT";

  /** A job by its name; refused if there is none. */
  Row row(String name) {
    return row(state, name);
  }

  static Row row(CronState state, String name) {
    Row row = state.rows().get(name);
    if (row == null) {
      throw new Refused(
          Reason.of(Reasons.UNKNOWN, name, "there is no such job", "list them: cuesta cron list"));
    }
    return row;
  }

  /** The most telling first; empty if it runs, or ended as it should. */
  List<Reason> of(Row row, Run run) {
    return run.ended().isPresent() ? ended(row, run) : open(row, run);
  }

  /** Of a run that is kept, by its task or as people see it; of a job, by its name. */
  List<Reason> of(TaskId task) {
    Row job = state.rows().get(task.value());
    if (job != null) {
      return of(job).stream().toList();
    }
    for (Row row : state.rows().values()) {
      for (Run run : row.runs(Integer.MAX_VALUE)) {
        if (run.launch().task().equals(task) || run.id(row.name()).equals(task.value())) {
          return of(row, run);
        }
      }
    }
    return List.of();
  }

  /** What there is to say of a job in one line: why a run waits, or why the last one failed. */
  Optional<Reason> of(Row row) {
    for (Run run : row.progress().open().values()) {
      List<Reason> reasons = of(row, run);
      if (!reasons.isEmpty()) {
        return Optional.of(reasons.getFirst());
      }
    }
    Run last = row.last();
    return last == null ? Optional.empty() : of(row, last).stream().findFirst();
  }

  /** Why it will never run on this cluster; a word only, since agents come and go. */
  Optional<Reason> impossible(Row row) {
    Spec spec = row.job().spec();
    RoleId role = state.roles().getFirst();
    Wish<String> wish = new Wish<>(spec.name(), role, spec.amounts(), 0, Constraint.NONE);
    return WhyWaiting.impossible(spec.name(), wish, view);
  }

  private List<Reason> open(Row row, Run run) {
    List<Reason> reasons = new ArrayList<>();
    if (run.until().isPresent()) {
      reasons.add(
          Reason.of(
              RETRY_AWAITED,
              run.id(row.name()),
              "attempt "
                  + run.attempt()
                  + " begins not before "
                  + run.until().get().truncatedTo(ChronoUnit.SECONDS)));
    } else if (!row.isEligible(run)) {
      String first = row.progress().open().get(row.progress().open().firstKey()).id(row.name());
      reasons.add(
          Reason.of(
              RUN_AWAITED,
              run.id(row.name()),
              first + " has to end first",
              "let runs go beside one another: --overlap allow"));
    } else {
      reasons.addAll(WhyWaiting.reasons(run.launch(), state.wish(run.key(row.name())), view));
    }
    run.before().ifPresent(reasons::add);
    return reasons;
  }

  private static List<Reason> ended(Row row, Run run) {
    if (run.stop() == Run.Stop.TIMEOUT) {
      String limit = row.job().spec().timeout().map(Durations::text).orElse("it may");
      return List.of(
          Reason.of(
              TIMEOUT,
              run.id(row.name()),
              "it was killed since it took longer than " + limit,
              "give it more: --timeout"));
    }
    return run.launch().state() == TaskState.FINISHED
        ? List.of()
        : run.launch().why().stream().toList();
  }
}
