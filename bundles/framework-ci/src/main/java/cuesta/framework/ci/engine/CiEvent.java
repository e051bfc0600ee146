package cuesta.framework.ci.engine;

import cuesta.api.Reason;
import cuesta.api.RoleId;
import cuesta.api.blob.Blob;
import cuesta.framework.ci.spec.PipelineSpec;
import cuesta.framework.ci.spec.Value;
import cuesta.framework.kit.FrameworkEvent;
import java.util.Optional;
import java.util.SortedMap;

/** What framework-ci is asked for, and what comes back to it. */
public sealed interface CiEvent extends FrameworkEvent {
  /**
   * Starts a pipeline.
   *
   * @param key by which whoever asks may ask again without starting another; empty for none
   * @param origin what it is of
   * @param spec what it does
   * @param given variables that win over those of the configuration
   * @param predefined variables over which all others win
   * @param role for which of the framework's roles it runs
   * @param autoCancel whether it ends older ones of its branch that are made redundant by it
   * @param call whose
   */
  record Start(
      String key,
      Origin origin,
      PipelineSpec spec,
      SortedMap<String, Value> given,
      SortedMap<String, Value> predefined,
      RoleId role,
      boolean autoCancel,
      long call)
      implements CiEvent {}

  /**
   * Cancels a pipeline: what waits at once, what runs is told to end.
   *
   * @param pipeline which
   * @param force whether what runs gets no time to end
   * @param who who asks
   * @param call whose
   */
  record Cancel(long pipeline, boolean force, String who, long call) implements CiEvent {}

  /**
   * Cancels a job.
   *
   * @param pipeline of which pipeline
   * @param job which
   * @param force whether it gets no time to end
   * @param call whose
   */
  record CancelJob(long pipeline, String job, boolean force, long call) implements CiEvent {}

  /**
   * Runs again what failed or was canceled of a pipeline, and what was skipped therefore.
   *
   * @param pipeline which
   * @param call whose
   */
  record RetryPipeline(long pipeline, long call) implements CiEvent {}

  /**
   * Runs a job again, and what was skipped after it.
   *
   * @param pipeline of which pipeline
   * @param job which
   * @param given variables for this attempt
   * @param call whose
   */
  record RetryJob(long pipeline, String job, SortedMap<String, Value> given, long call)
      implements CiEvent {}

  /**
   * Runs a job that waits for that, or for its time; then what was skipped after it is judged anew.
   *
   * @param pipeline of which pipeline
   * @param job which
   * @param given variables for this attempt
   * @param call whose
   */
  record Play(long pipeline, String job, SortedMap<String, Value> given, long call)
      implements CiEvent {}

  /**
   * A job that waits for its time waits for somebody to say so instead.
   *
   * @param pipeline of which pipeline
   * @param job which
   * @param call whose
   */
  record Unschedule(long pipeline, String job, long call) implements CiEvent {}

  /**
   * Forgets a pipeline that is over, with all it left behind.
   *
   * @param pipeline which
   * @param call whose
   */
  record Delete(long pipeline, long call) implements CiEvent {}

  /**
   * What came of gathering what a job leaves behind.
   *
   * @param key which job
   * @param attempt which attempt of it
   * @param parts what could be had
   * @param failure why that is not all that is due; absent if it is
   */
  record Gathered(Key key, int attempt, Parts parts, Optional<Reason> failure) implements CiEvent {}

  /**
   * What came of keeping a log.
   *
   * @param key of which job
   * @param attempt which attempt of it
   * @param log the log; absent if it is empty, or could not be had
   * @param failure why it could not be had
   */
  record LogKept(Key key, int attempt, Optional<Blob> log, Optional<Reason> failure)
      implements CiEvent {}

  /** It may be time for something. */
  record Alarm() implements CiEvent {}
}
