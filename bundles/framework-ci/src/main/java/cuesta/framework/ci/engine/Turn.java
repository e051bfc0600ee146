package cuesta.framework.ci.engine;

import cuesta.api.Reason;
import cuesta.api.RoleId;
import cuesta.api.cluster.OfferView;
import cuesta.api.resources.Resources;
import cuesta.engine.Change;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import cuesta.framework.kit.KitTurn;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** One step of framework-ci. */
final class Turn extends KitTurn<Key, CiState> {
  private static final String ALARM = "alarm";

  private final Sizes sizes;
  private final TreeSet<Long> touched = new TreeSet<>();

  Turn(CiState state, Tick tick, Sizes sizes) {
    super(state, tick);
    this.sizes = sizes;
  }

  @Override
  protected CiState replay(CiState from, Change change) {
    return Replay.apply(from, (CiChange) change);
  }

  Line line(long number) {
    return state().lines().get(number);
  }

  Job job(Key key) {
    return state().job(key);
  }

  // ---- what is kept

  void record(CiChange change) {
    keep(change);
  }

  void keep(Pipeline pipeline) {
    long steps = Math.max(pipeline.course().steps(), steps(pipeline.number()));
    record(new CiChange.PipelineKept(pipeline.with(pipeline.course().at(steps))));
    touch(pipeline.number());
  }

  void keep(long pipeline, Job job) {
    record(new CiChange.JobKept(pipeline, job));
    touch(pipeline);
  }

  private void touch(long pipeline) {
    if (touched.add(pipeline)) {
      emit(new CiEffect.Durable(pipeline));
    }
  }

  /** A pipeline of which something changed, and which was not looked at since; null for none. */
  Long nextTouched() {
    return touched.pollFirst();
  }

  /** Looks at a pipeline in any case. */
  void look(long pipeline) {
    touched.add(pipeline);
  }

  /** What the next start or end of a job counts as. */
  long steps(long pipeline) {
    Line line = line(pipeline);
    return line == null ? 0 : line.steps();
  }

  /** A job's status is final, for now. */
  void end(long pipeline, Job job, JobStatus status) {
    long step = Math.max(steps(pipeline), job.steps().last()) + 1;
    keep(
        pipeline,
        job.with(status)
            .with(job.times().ended(now()))
            .with(new Steps(job.steps().started(), step)));
  }

  /** A number for another attempt of a job. */
  long number() {
    Counts counts = state().counts();
    record(new CiChange.Counted(new Counts(counts.pipelines(), counts.jobs() + 1)));
    return state().counts().jobs();
  }

  /**
   * A start or end that no job will tell of any more: kept with the pipeline, so that no number is
   * given twice.
   */
  void count(long pipeline) {
    Pipeline one = line(pipeline).pipeline();
    keep(one.with(one.course().at(steps(pipeline) + 1)));
  }

  // ---- what leaves

  void done(long call, long pipeline) {
    if (call != 0) {
      emit(new CiEffect.Done(call, pipeline));
    }
  }

  void refuse(long call, Reason why) {
    if (call != 0) {
      emit(new CiEffect.Refusal(call, why));
    }
  }

  void decline(List<? extends OfferView> offers, Duration refuse) {
    become(state().with(state().appetite().decline(offers, refuse, effects())));
  }

  Resources amounts(Key key) {
    return sizes.of(line(key.pipeline()).pipeline(), job(key));
  }

  RoleId role(Key key) {
    return line(key.pipeline()).pipeline().role();
  }

  /** The roles for which something waits. */
  SortedSet<RoleId> waiting() {
    TreeSet<RoleId> waiting = new TreeSet<>();
    for (Key key : launches().waiting().keys()) {
      waiting.add(role(key));
      if (waiting.size() == state().roles().size()) {
        break;
      }
    }
    return waiting;
  }

  /** What waits may have changed: says so to the master, and wakes it if there is more. */
  void appetite() {
    SortedSet<RoleId> waiting = waiting();
    TreeSet<RoleId> fresh = new TreeSet<>();
    eachThatWaitsNow(key -> fresh.add(role(key)));
    become(
        state()
            .with(
                state()
                    .appetite()
                    .settle(launches().shapes(this::amounts), waiting, fresh, effects())));
  }

  /** Sets the timer if it changed; one that has just fired is set in any case. */
  Step<CiState> done(Object event) {
    if (state().wakes() != before().wakes() || event instanceof CiEvent.Alarm) {
      state().wakes().arm(ALARM, new CiEvent.Alarm(), tick(), effects());
    }
    return step();
  }
}
