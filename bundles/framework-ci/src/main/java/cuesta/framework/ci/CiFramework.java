package cuesta.framework.ci;

import cuesta.api.Reason;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.framework.FrameworkContext;
import cuesta.api.http.Endpoint;
import cuesta.engine.Effect;
import cuesta.engine.Engine;
import cuesta.framework.ci.engine.CiEffect;
import cuesta.framework.ci.engine.CiEngine;
import cuesta.framework.ci.engine.CiState;
import cuesta.framework.ci.engine.Sizes;
import cuesta.framework.ci.gather.Gatherer;
import cuesta.framework.ci.http.CiEndpoint;
import cuesta.framework.ci.http.Whys;
import cuesta.framework.ci.launch.JobTasks;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.StoreCodec;
import cuesta.framework.kit.host.ServedFramework;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One instance of framework-ci. */
final class CiFramework extends ServedFramework<CiState, Long, CiEffect.Done> {
  static final String NAME = "ci";

  /** The setting that names its roles; the first one is for pipelines that name none. */
  static final String ROLES = "roles";

  /** A role of its own, so that pipelines and whatever else runs share as equals. */
  private static final String USUAL_ROLE = "ci";

  private final FrameworkContext context;
  private final CiEngine engine = new CiEngine(new JobTasks(), Sizes.USUAL);
  private final CiState initial;
  private final Gatherer gatherer;
  private final Endpoint endpoint;
  private final Needs needs;
  private CiState last;

  CiFramework(FrameworkContext context) {
    super(context, NAME, roles(context), "look whether it was: cuesta ci list");
    this.context = context;
    initial = CiState.of(info().roles());
    last = initial;
    needs = new Needs(context.blobs());
    gatherer =
        new Gatherer(
            context::files, context.blobs(), host()::committed, event -> host().offer(event));
    endpoint =
        new CiEndpoint(
            host()::present,
            waiters(),
            context::files,
            context.blobs(),
            context::view,
            engine,
            roles(context).getFirst(),
            InstantSource.system());
  }

  private static List<RoleId> roles(FrameworkContext context) {
    String roles = context.config().getOrDefault(ROLES, USUAL_ROLE);
    return Arrays.stream(roles.strip().split("\\s*,\\s*")).map(RoleId::new).toList();
  }

  @Override
  public Engine<CiState, FrameworkEvent> engine() {
    return engine;
  }

  @Override
  public CiState initial() {
    return initial;
  }

  @Override
  public StoreCodec codec() {
    return new CiCodec();
  }

  @Override
  public void perform(Effect effect) {
    switch ((CiEffect) effect) {
      case CiEffect.Durable e -> {}
      case CiEffect.Done e -> answer(e.call(), e);
      case CiEffect.Refusal e -> waiters().refused(e.call(), e.why());
      case CiEffect.Gather e -> gatherer.gather(e);
      case CiEffect.KeepLog e -> gatherer.keep(e);
    }
  }

  /** Wakes those who follow what changed, and says which blobs are still needed. */
  @Override
  public void published(CiState committed) {
    super.published(committed);
    if (committed.lines() != last.lines()) {
      committed.lines().diff(last.lines(), (number, before, after) -> waiters().changed(number));
    }
    boolean first = last.framework().isEmpty() && committed.framework().isPresent();
    if (first || committed.index().blobs() != last.index().blobs()) {
      needs.say(committed);
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
        .map(state -> new Whys(state, context.view(), engine).of(task))
        .orElse(List.of());
  }
}
