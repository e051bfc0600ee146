package cuesta.framework.webapp;

import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.api.framework.FrameworkContext;
import cuesta.api.framework.TaskFiles;
import cuesta.api.http.Endpoint;
import cuesta.engine.Effect;
import cuesta.engine.Engine;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.StoreCodec;
import cuesta.framework.kit.host.ServedFramework;
import cuesta.framework.webapp.engine.WebEffect;
import cuesta.framework.webapp.engine.WebEngine;
import cuesta.framework.webapp.engine.WebEvent;
import cuesta.framework.webapp.engine.WebLimits;
import cuesta.framework.webapp.engine.WebState;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** One instance of framework-webapp. */
final class WebFramework extends ServedFramework<WebState, String, WebEffect.Done> {
  static final String NAME = "webapp";

  /** A role of its own, so that applications and whatever else runs share as equals. */
  private static final String USUAL_ROLE = "web";

  private final FrameworkContext context;
  private final WebState initial;
  private final Endpoint endpoint;
  private WebState last;

  WebFramework(FrameworkContext context) {
    super(context, NAME, USUAL_ROLE, "look whether it was: cuesta app list");
    this.context = context;
    initial = WebState.of(info().roles());
    last = initial;
    endpoint =
        new AppEndpoint(
            host()::present,
            host()::offer,
            waiters(),
            context::files,
            context::view,
            InstantSource.system());
  }

  @Override
  public Engine<WebState, FrameworkEvent> engine() {
    return new WebEngine();
  }

  @Override
  public WebState initial() {
    return initial;
  }

  @Override
  public StoreCodec codec() {
    return new WebCodec();
  }

  @Override
  public void perform(Effect effect) {
    switch ((WebEffect) effect) {
      case WebEffect.Durable e -> {}
      case WebEffect.Done e -> answer(e.call(), e);
      case WebEffect.Refusal e -> waiters().refused(e.call(), e.why());
      case WebEffect.Fetch e -> fetch(e);
    }
  }

  /** The end of standard error, or of standard output if nothing was written there. */
  private void fetch(WebEffect.Fetch fetch) {
    TaskFiles files = context.files();
    files
        .tail(fetch.task(), "stderr", WebLimits.OUTPUT)
        .thenCombine(
            files.tail(fetch.task(), "stdout", WebLimits.OUTPUT),
            (err, out) -> err.bytes().length > 0 ? err.bytes() : out.bytes())
        .whenComplete(
            (bytes, failure) -> {
              String text = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
              host().offer(new WebEvent.Fetched(fetch.name(), fetch.task(), text.strip()));
            });
  }

  /** Wakes those who follow what changed: one application, or all. */
  @Override
  public void published(WebState committed) {
    super.published(committed);
    if (committed.sites() != last.sites()) {
      committed.sites().diff(last.sites(), (name, before, after) -> waiters().changed(name));
      waiters().changed(AppEndpoint.ALL);
    }
    last = committed;
  }

  @Override
  public Optional<Endpoint> endpoint() {
    return Optional.of(endpoint);
  }

  @Override
  public List<Reason> explain(TaskId task) {
    return host()
        .committed()
        .map(state -> new Whys(state, context.view()).of(task))
        .orElse(List.of());
  }
}
