package cuesta.testkit.guest;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.RoleId;
import cuesta.api.framework.Collected;
import cuesta.api.framework.CommandInfo;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.framework.Selection;
import cuesta.api.framework.TaskInfo;
import cuesta.api.resources.Resources;
import cuesta.engine.Effect;
import cuesta.engine.Engine;
import cuesta.framework.ci.CiCodec;
import cuesta.framework.ci.engine.CiEffect;
import cuesta.framework.ci.engine.CiEngine;
import cuesta.framework.ci.engine.CiEvent;
import cuesta.framework.ci.engine.CiLimits;
import cuesta.framework.ci.engine.CiState;
import cuesta.framework.ci.engine.Job;
import cuesta.framework.ci.engine.Parts;
import cuesta.framework.ci.engine.Pipeline;
import cuesta.framework.ci.engine.Sizes;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.Launch;
import cuesta.framework.kit.StoreCodec;
import cuesta.framework.kit.host.Framework;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An instance of framework-ci without its door. Of a job that leaves anything behind, that is one
 * file.
 *
 * @param role whose resources its jobs take
 * @param initial what it knows before its store is read
 * @param place where outputs are read, and what was read goes
 * @param answers where its answers go
 */
record CiInstance(RoleId role, CiState initial, Guest.Place place, Answers answers)
    implements Framework<CiState> {
  static final String NAME = "ci";

  /** Small: they run beside others' work. */
  private static final Sizes SIZES = new Sizes(50, 16_000, 0);

  private static final Duration FAILOVER = Duration.ofDays(7);
  private static final int MOST_BYTES = 1_000;

  /** Who is answered. */
  interface Answers {
    void done(CiEffect.Done done);

    void refused(CiEffect.Refusal refusal);
  }

  static CiInstance of(RoleId role, Guest.Place place, Answers answers) {
    return new CiInstance(role, CiState.of(List.of(role)), place, answers);
  }

  @Override
  public FrameworkInfo info() {
    return FrameworkInfo.of(NAME, role, FAILOVER);
  }

  @Override
  public Engine<CiState, FrameworkEvent> engine() {
    return new CiEngine(CiInstance::task, SIZES);
  }

  private static TaskInfo task(
      CiState state, Pipeline pipeline, Job job, Launch launch, Resources taken) {
    return new TaskInfo(
        launch.task(),
        job.name(),
        taken,
        CommandInfo.of(job.spec().script().main(), Collections.emptySortedMap()),
        CiLimits.grace(job),
        Collections.emptySortedMap());
  }

  @Override
  public StoreCodec codec() {
    return new CiCodec();
  }

  @Override
  public void perform(Effect effect) {
    switch ((CiEffect) effect) {
      case CiEffect.Durable e -> {}
      case CiEffect.Done e -> answers.done(e);
      case CiEffect.Refusal e -> answers.refused(e);
      case CiEffect.Gather e ->
          place
              .files()
              .collect(e.task(), Selection.file("out", MOST_BYTES))
              .whenComplete((found, failure) -> place.offer(gathered(e, found, failure)));
      case CiEffect.KeepLog e ->
          place
              .files()
              .collect(e.task(), Selection.file("stdout", MOST_BYTES))
              .whenComplete((found, failure) -> place.offer(logged(e, found, failure)));
    }
  }

  private static CiEvent gathered(CiEffect.Gather asked, Collected found, Throwable failure) {
    if (found == null) {
      return new CiEvent.Gathered(asked.key(), asked.attempt(), Parts.NOTHING, why(failure));
    }
    TreeMap<String, String> dotenv = new TreeMap<>();
    if (asked.due().dotenv()) {
      dotenv.put("TASK", asked.task().value());
    }
    Optional<Collected> archive = Optional.of(found).filter(any -> asked.due().archive());
    return new CiEvent.Gathered(
        asked.key(),
        asked.attempt(),
        new Parts(archive, Optional.of(dotenv), Optional.empty(), new TreeMap<>()),
        Optional.empty());
  }

  private static CiEvent logged(CiEffect.KeepLog asked, Collected found, Throwable failure) {
    return new CiEvent.LogKept(
        asked.key(),
        asked.attempt(),
        Optional.ofNullable(found).flatMap(Collected::blob),
        why(failure));
  }

  private static Optional<Reason> why(Throwable failure) {
    return Optional.ofNullable(failure)
        .map(f -> Reason.of(Reasons.OUTPUT_UNAVAILABLE, "ci", f.toString()));
  }
}
