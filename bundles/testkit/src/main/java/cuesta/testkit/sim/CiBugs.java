package cuesta.testkit.sim;

import cuesta.api.TaskState;
import cuesta.engine.Change;
import cuesta.engine.Effect;
import cuesta.engine.Engine;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import cuesta.framework.ci.engine.CiChange;
import cuesta.framework.ci.engine.CiEffect;
import cuesta.framework.ci.engine.CiEvent;
import cuesta.framework.ci.engine.Counts;
import cuesta.framework.ci.engine.Job;
import cuesta.framework.ci.engine.JobCourse;
import cuesta.framework.ci.engine.JobStatus;
import cuesta.framework.ci.engine.Stop;
import cuesta.framework.ci.spec.Flow;
import cuesta.framework.ci.spec.JobSpec;
import cuesta.framework.ci.spec.Need;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.KitEvent;
import cuesta.framework.kit.Launch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Planted bugs that only framework-ci can have; other guests' engines stay as they are. */
final class CiBugs {
  private CiBugs() {}

  /** A successor believes that whatever waits for others has none before it. */
  static <S> Engine<S, FrameworkEvent> impatient(Engine<S, FrameworkEvent> shipped) {
    return readingFlows(shipped, flow -> flow(flow, Optional.of(List.of()), flow.resourceGroup()));
  }

  /** A successor does not know of resource groups. */
  static <S> Engine<S, FrameworkEvent> crowding(Engine<S, FrameworkEvent> shipped) {
    return readingFlows(shipped, flow -> flow(flow, flow.needs(), ""));
  }

  /** A successor believes that whoever was launched last still waits, and has no number yet. */
  static <S> Engine<S, FrameworkEvent> again(Engine<S, FrameworkEvent> shipped) {
    return readingJobs(
        shipped,
        job ->
            job.status() == JobStatus.PENDING && job.launch().state() == TaskState.STAGING
                ? with(job, Launch.waiting(job.launch().id()), job.stop())
                : job);
  }

  /** A successor does not know who was to end. */
  static <S> Engine<S, FrameworkEvent> forgiving(Engine<S, FrameworkEvent> shipped) {
    return readingJobs(
        shipped,
        job -> {
          Launch l = job.launch();
          Launch lives =
              new Launch(
                  l.id(), l.number(), l.at(), l.state(), l.started(), Optional.empty(), l.why());
          return job.status().isOver() ? job : with(job, lives, Stop.NO);
        });
  }

  /** A successor has lost count by one. */
  static <S> Engine<S, FrameworkEvent> miscounting(Engine<S, FrameworkEvent> shipped) {
    return reading(
        shipped,
        change ->
            change instanceof CiChange.Counted counted
                ? new CiChange.Counted(
                    new Counts(counted.counts().pipelines(), counted.counts().jobs() - 1))
                : change);
  }

  /** A successor does not ask for what its predecessor asked for, and was not answered. */
  static <S> Engine<S, FrameworkEvent> incurious(
      Engine<S, FrameworkEvent> shipped, Class<? extends CiEffect> what) {
    return new Wrapped<>(shipped) {
      @Override
      public Step<S> step(S state, FrameworkEvent event, Tick tick) {
        Step<S> step = super.step(state, event, tick);
        if (!(event instanceof KitEvent.Loaded)) {
          return step;
        }
        List<Effect> effects = new ArrayList<>(step.effects());
        effects.removeIf(what::isInstance);
        return new Step<>(step.state(), step.changes(), effects);
      }
    };
  }

  /** What could not be had is taken for nothing. */
  static <S> Engine<S, FrameworkEvent> content(Engine<S, FrameworkEvent> shipped) {
    return new Wrapped<>(shipped) {
      @Override
      public Step<S> step(S state, FrameworkEvent event, Tick tick) {
        return super.step(
            state,
            event instanceof CiEvent.Gathered gathered
                ? new CiEvent.Gathered(
                    gathered.key(), gathered.attempt(), gathered.parts(), Optional.empty())
                : event,
            tick);
      }
    };
  }

  private static Flow flow(Flow f, Optional<List<Need>> n, String group) {
    return new Flow(
        n,
        f.dependencies(),
        f.when(),
        f.startIn(),
        f.allow(),
        f.retry(),
        f.timeout(),
        f.interruptible(),
        group);
  }

  private static Job with(Job job, Launch launch, Stop stop) {
    return copy(job, job.spec(), launch, stop);
  }

  private static Job copy(Job job, JobSpec spec, Launch launch, Stop stop) {
    return new Job(
        spec,
        job.index(),
        job.round(),
        new JobCourse(job.status(), launch, stop, job.times(), job.steps()),
        job.results(),
        job.before());
  }

  private static <S> Engine<S, FrameworkEvent> readingFlows(
      Engine<S, FrameworkEvent> shipped, UnaryOperator<Flow> misread) {
    return readingJobs(
        shipped,
        job -> {
          JobSpec s = job.spec();
          JobSpec other =
              new JobSpec(
                  s.name(),
                  s.stage(),
                  misread.apply(s.flow()),
                  s.script(),
                  s.variables(),
                  s.artifacts(),
                  s.caches(),
                  s.tags());
          return copy(job, other, job.launch(), job.stop());
        });
  }

  private static <S> Engine<S, FrameworkEvent> readingJobs(
      Engine<S, FrameworkEvent> shipped, UnaryOperator<Job> misread) {
    return reading(
        shipped,
        change ->
            change instanceof CiChange.JobKept kept
                ? new CiChange.JobKept(kept.pipeline(), misread.apply(kept.job()))
                : change);
  }

  /** What a successor reads is not what its predecessor wrote. */
  private static <S> Engine<S, FrameworkEvent> reading(
      Engine<S, FrameworkEvent> shipped, UnaryOperator<Change> misread) {
    return new Wrapped<>(shipped) {
      @Override
      public Step<S> step(S state, FrameworkEvent event, Tick tick) {
        return super.step(
            state,
            event instanceof KitEvent.Loaded loaded
                ? new KitEvent.Loaded(
                    loaded.id(), loaded.again(), loaded.kept().stream().map(misread).toList())
                : event,
            tick);
      }
    };
  }
}
