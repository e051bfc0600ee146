package cuesta.framework.ci.engine;

import cuesta.api.TaskState;
import cuesta.api.framework.UpdateView;
import cuesta.engine.Change;
import cuesta.engine.Engine;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.KitEffect;
import cuesta.framework.kit.KitEvent;
import cuesta.framework.kit.Launch;
import cuesta.framework.kit.Outcome;
import cuesta.framework.kit.Wish;

/** Decides for framework-ci. */
public final class CiEngine implements Engine<CiState, FrameworkEvent> {
  private final Tasks tasks;
  private final Sizes sizes;

  /**
   * An engine.
   *
   * @param tasks makes tasks of jobs
   * @param sizes what a job takes that does not say so
   */
  public CiEngine(Tasks tasks, Sizes sizes) {
    this.tasks = tasks;
    this.sizes = sizes;
  }

  @Override
  public Step<CiState> step(CiState state, FrameworkEvent event, Tick tick) {
    Turn turn = new Turn(state, tick, sizes);
    switch (event) {
      case KitEvent e -> kit(turn, e);
      case CiEvent.Alarm e -> alarm(turn);
      case CiEvent.Gathered e -> Keeping.gathered(turn, e);
      case CiEvent.LogKept e -> Keeping.kept(turn, e);
      case CiEvent e -> Requests.handle(turn, e);
      default -> throw new IllegalArgumentException("not an event of framework-ci: " + event);
    }
    Settling.all(turn);
    if (event instanceof KitEvent.Loaded || turn.waitOthers()) {
      turn.appetite();
    }
    if (event instanceof KitEvent.Updated updated) {
      turn.emit(new KitEffect.Acknowledge(updated.update()));
    }
    return turn.done(event);
  }

  private void kit(Turn turn, KitEvent event) {
    switch (event) {
      case KitEvent.Loaded e -> loaded(turn, e);
      case KitEvent.Offered e -> Placing.offered(turn, e.offers(), tasks);
      case KitEvent.Updated e -> updated(turn, e.update());
      case KitEvent.Doubt e -> turn.ask(e);
    }
  }

  private static void loaded(Turn turn, KitEvent.Loaded event) {
    turn.load(CiState.of(turn.state().roles()).subscribed(event.id()), event);
    for (Line line : turn.state().lines().values()) {
      if (!line.isWhole()) {
        Retention.forget(turn, line.number()); // it never began, or was just being forgotten
        continue;
      }
      line.jobs().values().forEach(job -> Keeping.ask(turn, line.key(job), job));
      turn.look(line.number());
    }
  }

  private static void alarm(Turn turn) {
    for (var due : turn.state().wakes().due(turn.now(), CiLimits.AT_ONCE)) {
      Key key = due.key();
      Job job = turn.job(key);
      if (Wakes.isDue(Wakes.begins(job), turn.now())) {
        Settling.enqueue(turn, key.pipeline(), job);
      } else if (Wakes.isDue(Wakes.late(job), turn.now())) {
        Settling.stop(turn, key, Stop.Kind.TIMEOUT, CiLimits.grace(job));
      } else if (Wakes.isDue(Wakes.stuck(job), turn.now())) {
        Ending.stuck(turn, key);
      } else if (Wakes.isDue(Wakes.expires(job), turn.now())) {
        Retention.expire(turn, key);
      }
      Keeping.askAgain(turn, key);
    }
  }

  private static void updated(Turn turn, UpdateView update) {
    switch (turn.heard(update, CiLimits.LAUNCHES)) {
      case Outcome.Nothing<Key> o -> {}
      case Outcome.Said<Key> o -> said(turn, o.key(), o.launch());
      case Outcome.Again<Key> o ->
          turn.keep(o.key().pipeline(), turn.job(o.key()).with(o.launch()));
      case Outcome.Ended<Key> o -> Ending.ended(turn, o.key(), o.launch(), o.exit());
      case Outcome.GaveUp<Key> o -> Ending.ended(turn, o.key(), o.launch(), Outcome.LOST);
    }
  }

  private static void said(Turn turn, Key key, Launch launch) {
    Job job = turn.job(key);
    boolean runs = launch.started().isPresent() || launch.state() == TaskState.RUNNING;
    Job next = Ending.started(turn, key, job, runs).with(launch);
    turn.keep(key.pipeline(), runs ? next.with(JobStatus.RUNNING) : next);
  }

  /**
   * What a job that waits asks for, for those who say why it waits.
   *
   * @param state the state
   * @param key a job
   * @return its wish
   */
  public Wish<Key> wish(CiState state, Key key) {
    Pipeline pipeline = state.lines().get(key.pipeline()).pipeline();
    Job job = state.job(key);
    return new Wish<>(key, pipeline.role(), sizes.of(pipeline, job), 0, Tags.of(pipeline, job));
  }

  @Override
  public CiState replay(CiState state, Change change) {
    return Replay.apply(state, (CiChange) change);
  }
}
