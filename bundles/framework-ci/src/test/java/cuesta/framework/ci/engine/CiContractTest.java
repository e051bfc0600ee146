package cuesta.framework.ci.engine;

import cuesta.api.RoleId;
import cuesta.api.framework.FrameworkContext;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.framework.FrameworkPlugin;
import cuesta.api.framework.Scheduler;
import cuesta.contracts.Await;
import cuesta.contracts.framework.FrameworkContract;
import cuesta.engine.Effect;
import cuesta.engine.Engine;
import cuesta.framework.ci.CiCodec;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.StoreCodec;
import cuesta.framework.kit.host.Framework;
import cuesta.framework.kit.host.KitHost;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/** The engine and its codec under the contract of all frameworks, without a door. */
class CiContractTest extends FrameworkContract {
  private static final RoleId ROLE = RoleId.DEFAULT;

  private static final class Bare implements Framework<CiState> {
    final KitHost<CiState> host;

    Bare(FrameworkContext context) {
      host = new KitHost<>(this, context);
    }

    @Override
    public FrameworkInfo info() {
      return FrameworkInfo.of("ci", ROLE, Duration.ofDays(7));
    }

    @Override
    public Engine<CiState, FrameworkEvent> engine() {
      return new CiEngine(Specs::task, new Sizes(500, 256_000, 0));
    }

    @Override
    public CiState initial() {
      return CiState.of(List.of(ROLE));
    }

    @Override
    public StoreCodec codec() {
      return new CiCodec();
    }

    @Override
    public void perform(Effect effect) {
      if (effect instanceof CiEffect.KeepLog log) {
        host.offer(Answers.logged(log));
      }
    }
  }

  @Override
  protected FrameworkPlugin plugin() {
    return context -> new Bare(context).host;
  }

  @Override
  protected void provoke(Scheduler scheduler) throws Exception {
    CiEvent start =
        new CiEvent.Start(
            "once",
            Specs.origin("p", "main", 1),
            Specs.pipeline("1 a"),
            new TreeMap<>(),
            new TreeMap<>(),
            ROLE,
            false,
            1);
    Await.until("it works", () -> ((KitHost<?>) scheduler).offer(start), () -> "not yet");
  }
}
