package cuesta.framework.run;

import cuesta.api.AgentId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.cluster.AgentView;
import cuesta.api.cluster.ClusterView;
import cuesta.api.resources.Amounts;
import cuesta.api.resources.Ranges;
import cuesta.api.resources.Resource;
import cuesta.api.resources.Resources;
import cuesta.framework.run.engine.Request;
import cuesta.framework.run.engine.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;

/** Says why a run waits, from what the cluster has. */
final class WhyWaiting {
  /** There is room; the allocator has not offered it to this framework yet. */
  static final String OFFER_AWAITED = "OFFER_AWAITED";

  private WhyWaiting() {}

  /** An agent with what it lacks for a request. */
  private record Shortage(AgentId agent, double share, String text) {}

  static List<Reason> reasons(Run run, ClusterView view) {
    if (!run.waits()) {
      return List.of();
    }
    List<Reason> reasons = new ArrayList<>();
    reasons.add(now(run.id(), run.request(), view));
    run.reason().ifPresent(reasons::add);
    return reasons;
  }

  /** Why it can never run on this cluster; empty if it can, or if not all agents are known yet. */
  static Optional<Reason> impossible(Request request, ClusterView view) {
    boolean any = false;
    for (AgentView agent : view.agents()) {
      if (agent.state().equals(AgentView.RECOVERING)) {
        return Optional.empty();
      }
      any = true;
    }
    Optional<Shortage> nearest = nearest(request, view, AgentView::total);
    return any
        ? nearest.map(
            shortage ->
                Reason.of(
                    Reasons.RESOURCES_IMPOSSIBLE,
                    "run",
                    "no agent is large enough: " + shortage.text(),
                    "nearest is agent " + shortage.agent() + "; ask for less or add an agent"))
        : Optional.empty();
  }

  private static Reason now(String id, Request request, ClusterView view) {
    if (!view.agents().iterator().hasNext()) {
      return Reason.of(Reasons.NO_AGENTS, id, "no agent is registered", "start one: cuesta agent");
    }
    Optional<Reason> never = impossible(request, view);
    if (never.isPresent()) {
      return never.get();
    }
    return nearest(request, view, AgentView::free)
        .map(
            shortage ->
                Reason.of(
                    Reasons.RESOURCES_SHORT,
                    id,
                    shortage.text(),
                    "nearest is agent " + shortage.agent()))
        .orElseGet(
            () ->
                Reason.of(
                    OFFER_AWAITED,
                    id,
                    "an agent has room, but it was not offered yet",
                    "others may have the larger claim: cuesta frameworks"));
  }

  /** The agent that lacks least; empty if one lacks nothing, or there is none. */
  private static Optional<Shortage> nearest(
      Request request, ClusterView view, Function<AgentView, Resources> what) {
    Shortage best = null;
    for (AgentView agent : view.agents()) {
      Shortage shortage = shortage(request, agent.id(), what.apply(agent));
      if (shortage == null) {
        return Optional.empty();
      }
      if (best == null || shortage.share() < best.share()) {
        best = shortage;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Null if there is enough. */
  private static Shortage shortage(Request request, AgentId agent, Resources all) {
    Resources there = all.allocatableTo(request.role());
    StringJoiner text = new StringJoiner(" and ", "needs ", "");
    double share = 0;
    for (Resource wanted : request.amounts().entries()) {
      long missing = wanted.value().milli() - there.milli(wanted.key().name());
      if (missing > 0) {
        share += (double) missing / wanted.value().milli();
        text.add(Amounts.text(missing) + " " + wanted.key().name() + " more");
      }
    }
    Ranges ports = there.ranges("ports");
    if (ports.size() < request.ports()) {
      share += 1;
      text.add((request.ports() - ports.size()) + " ports more");
    }
    return share == 0 ? null : new Shortage(agent, share, text.toString());
  }
}
