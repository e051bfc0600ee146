package cuesta.testkit.guest;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.RoleId;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.framework.TaskFiles;
import cuesta.engine.Effect;
import cuesta.engine.Engine;
import cuesta.framework.cron.CronCodec;
import cuesta.framework.cron.engine.CronEffect;
import cuesta.framework.cron.engine.CronEngine;
import cuesta.framework.cron.engine.CronEvent;
import cuesta.framework.cron.engine.CronLimits;
import cuesta.framework.cron.engine.CronState;
import cuesta.framework.cron.engine.Packed;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.StoreCodec;
import cuesta.framework.kit.host.Framework;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An instance of framework-cron without its door.
 *
 * @param role whose resources its runs take
 * @param initial what it knows before its store is read
 * @param place where outputs are read, and what was read goes
 * @param answers where its answers go
 */
record CronInstance(RoleId role, CronState initial, Guest.Place place, Answers answers)
    implements Framework<CronState> {
  static final String NAME = "cron";

  private static final Duration FAILOVER = Duration.ofDays(7);

  /** Who is answered. */
  interface Answers {
    void done(CronEffect.Done done);

    void refused(CronEffect.Refusal refusal);
  }

  static CronInstance of(RoleId role, Guest.Place place, Answers answers) {
    return new CronInstance(role, CronState.of(List.of(role)), place, answers);
  }

  @Override
  public FrameworkInfo info() {
    return FrameworkInfo.of(NAME, role, FAILOVER);
  }

  @Override
  public Engine<CronState, FrameworkEvent> engine() {
    return new CronEngine();
  }

  @Override
  public StoreCodec codec() {
    return new CronCodec();
  }

  @Override
  public void perform(Effect effect) {
    switch ((CronEffect) effect) {
      case CronEffect.Durable e -> {}
      case CronEffect.Done e -> answers.done(e);
      case CronEffect.Refusal e -> answers.refused(e);
      case CronEffect.Fetch e ->
          place
              .files()
              .tail(e.task(), "stdout", CronLimits.OUTPUT_BYTES)
              .whenComplete((tail, failure) -> place.offer(fetched(e, tail, failure)));
    }
  }

  private static CronEvent fetched(CronEffect.Fetch fetch, TaskFiles.Tail tail, Throwable failure) {
    return new CronEvent.Fetched(
        fetch.name(),
        fetch.number(),
        Optional.ofNullable(tail).map(read -> Packed.of(read.bytes())),
        Optional.ofNullable(failure)
            .map(f -> Reason.of(Reasons.OUTPUT_UNAVAILABLE, fetch.task().value(), f.toString())));
  }
}
