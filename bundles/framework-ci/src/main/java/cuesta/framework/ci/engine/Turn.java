package cuesta.framework.ci.engine;

import cuesta.api.Reason;
import cuesta.api.RoleId;
import cuesta.api.cluster.OfferView;
import cuesta.api.resources.Resources;
import cuesta.engine.Change;
import cuesta.engine.Effect;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import cuesta.framework.kit.Launches;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One step while it is made. Changes enter the state through replay, as they do after a restart.
 */
final class Turn {
  private static final String ALARM = "alarm";

  private final CiState before;
  private final Tick tick;
  private final Sizes sizes;
  private final List<Change> changes = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private final TreeSet<Long> touched = new TreeSet<>();
  private CiState state;

  Turn(CiState state, Tick tick, Sizes sizes) {
    before = state;
    this.state = state;
    this.tick = tick;
    this.sizes = sizes;
  }

  CiState state() {
    return state;
  }

  Launches<Key> launches() {
    return state.launches();
  }

  Line line(long number) {
    return state.lines().get(number);
  }

  Job job(Key key) {
    return state.job(key);
  }

  Tick tick() {
    return tick;
  }

  Instant now() {
    return tick.wall();
  }

  List<Effect> effects() {
    return effects;
  }

  void become(CiState next) {
    state = next;
  }

  void become(Launches<Key> next) {
    state = state.with(next);
  }

  // ---- what is kept

  void record(CiChange change) {
    state = Replay.apply(state, change);
    changes.add(change);
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
      effects.add(new CiEffect.Durable(pipeline));
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
    Counts counts = state.counts();
    record(new CiChange.Counted(new Counts(counts.pipelines(), counts.jobs() + 1)));
    return state.counts().jobs();
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

  void emit(Effect effect) {
    effects.add(effect);
  }

  void done(long call, long pipeline) {
    if (call != 0) {
      effects.add(new CiEffect.Done(call, pipeline));
    }
  }

  void refuse(long call, Reason why) {
    if (call != 0) {
      effects.add(new CiEffect.Refusal(call, why));
    }
  }

  void decline(List<? extends OfferView> offers, Duration refuse) {
    state = state.with(state.appetite().decline(offers, refuse, effects));
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
      if (waiting.size() == state.roles().size()) {
        break;
      }
    }
    return waiting;
  }

  /** Whether others wait than before this step. */
  boolean isOtherwise() {
    return launches().waiting() != before.launches().waiting();
  }

  /** What waits may have changed: says so to the master, and wakes it if there is more. */
  void appetite() {
    SortedSet<RoleId> waiting = waiting();
    TreeSet<RoleId> fresh = new TreeSet<>();
    launches()
        .waiting()
        .diff(
            before.launches().waiting(),
            (key, was, is) -> {
              if (is != null) {
                fresh.add(role(key));
              }
            });
    state =
        state.with(
            state.appetite().settle(launches().shapes(this::amounts), waiting, fresh, effects));
  }

  /** Sets the timer if it changed; one that has just fired is set in any case. */
  Step<CiState> done(Object event) {
    if (state.wakes() != before.wakes() || event instanceof CiEvent.Alarm) {
      state.wakes().arm(ALARM, new CiEvent.Alarm(), tick, effects);
    }
    return new Step<>(state, changes, effects);
  }
}
