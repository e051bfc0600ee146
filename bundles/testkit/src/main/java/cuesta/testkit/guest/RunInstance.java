package cuesta.testkit.guest;

import cuesta.api.RoleId;
import cuesta.api.framework.FrameworkInfo;
import cuesta.engine.Effect;
import cuesta.engine.Engine;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.StoreCodec;
import cuesta.framework.kit.host.Framework;
import cuesta.framework.run.RunCodec;
import cuesta.framework.run.engine.Run;
import cuesta.framework.run.engine.RunEffect;
import cuesta.framework.run.engine.RunEngine;
import cuesta.framework.run.engine.RunState;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * An instance of framework-run without its door.
 *
 * @param role whose resources its runs take
 * @param initial what it knows before its store is read
 * @param answer where its answers go: the call and the run
 */
record RunInstance(RoleId role, RunState initial, BiConsumer<Long, Run> answer)
    implements Framework<RunState> {
  static final String NAME = "run";

  private static final Duration FAILOVER = Duration.ofDays(7);

  static RunInstance of(RoleId role, BiConsumer<Long, Run> answer) {
    return new RunInstance(role, RunState.of(List.of(role)), answer);
  }

  @Override
  public FrameworkInfo info() {
    return FrameworkInfo.of(NAME, role, FAILOVER);
  }

  @Override
  public Engine<RunState, FrameworkEvent> engine() {
    return new RunEngine();
  }

  @Override
  public StoreCodec codec() {
    return new RunCodec();
  }

  @Override
  public void perform(Effect effect) {
    if (effect instanceof RunEffect.Done done) {
      answer.accept(done.call(), done.run());
    }
  }
}
