package cuesta.testkit.guest;

import cuesta.api.RoleId;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.framework.TaskFiles;
import cuesta.engine.Effect;
import cuesta.engine.Engine;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.StoreCodec;
import cuesta.framework.kit.host.Framework;
import cuesta.framework.webapp.WebCodec;
import cuesta.framework.webapp.engine.WebEffect;
import cuesta.framework.webapp.engine.WebEngine;
import cuesta.framework.webapp.engine.WebEvent;
import cuesta.framework.webapp.engine.WebLimits;
import cuesta.framework.webapp.engine.WebState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * An instance of framework-webapp without its door.
 *
 * @param role whose resources its applications take
 * @param initial what it knows before its store is read
 * @param place where outputs are read, and what was read goes
 * @param answers where its answers go
 */
record WebInstance(RoleId role, WebState initial, Guest.Place place, Answers answers)
    implements Framework<WebState> {
  static final String NAME = "webapp";

  private static final Duration FAILOVER = Duration.ofDays(7);

  /** Who is answered. */
  interface Answers {
    void done(WebEffect.Done done);

    void refused(WebEffect.Refusal refusal);
  }

  static WebInstance of(RoleId role, Guest.Place place, Answers answers) {
    return new WebInstance(role, WebState.of(List.of(role)), place, answers);
  }

  @Override
  public FrameworkInfo info() {
    return FrameworkInfo.of(NAME, role, FAILOVER);
  }

  @Override
  public Engine<WebState, FrameworkEvent> engine() {
    return new WebEngine();
  }

  @Override
  public StoreCodec codec() {
    return new WebCodec();
  }

  @Override
  public void perform(Effect effect) {
    switch ((WebEffect) effect) {
      case WebEffect.Durable e -> {}
      case WebEffect.Done e -> answers.done(e);
      case WebEffect.Refusal e -> answers.refused(e);
      case WebEffect.Fetch e ->
          place
              .files()
              .tail(e.task(), "stderr", WebLimits.OUTPUT)
              .whenComplete((tail, failure) -> place.offer(fetched(e, tail)));
    }
  }

  private static WebEvent fetched(WebEffect.Fetch fetch, TaskFiles.Tail tail) {
    String text = tail == null ? "" : new String(tail.bytes(), StandardCharsets.UTF_8);
    return new WebEvent.Fetched(fetch.name(), fetch.task(), text);
  }
}
