package cuesta.framework.kit;

import cuesta.api.AgentId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.cluster.AgentView;
import cuesta.api.cluster.ClusterView;
import cuesta.api.resources.Amounts;
import cuesta.api.resources.Ranges;
import cuesta.api.resources.Resource;
import cuesta.api.resources.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;

/** Says why something waits for an offer, from what the cluster has. */
public final class WhyWaiting {
  /** There is room; the allocator has not offered it to this framework yet. */
  public static final String OFFER_AWAITED = "OFFER_AWAITED";

  /** No agent is as the constraint wants it. */
  public static final String CONSTRAINT_UNMET = "CONSTRAINT_UNMET";

  /** The agents that would do are not connected now. */
  public static final String AGENTS_AWAY = "AGENTS_AWAY";

  private WhyWaiting() {}

  /** An agent with what it lacks for a wish. */
  private record Shortage(AgentId agent, double share, String text) {}

  /**
   * Why a launch waits: what the cluster lacks now, and why its last launch came to nothing.
   *
   * @param launch the launch; one that does not wait has no reasons
   * @param wish what it needs
   * @param view the cluster
   * @return reasons, the most telling first
   */
  public static List<Reason> reasons(Launch launch, Wish<?> wish, ClusterView view) {
    if (!launch.waits()) {
      return List.of();
    }
    List<Reason> reasons = new ArrayList<>();
    reasons.add(now(launch.id(), wish, view));
    launch.why().ifPresent(reasons::add);
    return reasons;
  }

  /**
   * Why it can never run on this cluster, for a refusal.
   *
   * @param subject what is refused
   * @param wish what it needs; its constraint is left aside, since attributes come and go
   * @param view the cluster
   * @return empty if it can, or if not all agents are known yet
   */
  public static Optional<Reason> impossible(String subject, Wish<?> wish, ClusterView view) {
    List<AgentView> agents = agents(view, Constraint.NONE);
    boolean recovering =
        agents.stream().anyMatch(agent -> agent.state().equals(AgentView.RECOVERING));
    return agents.isEmpty() || recovering ? Optional.empty() : tooSmall(subject, wish, agents);
  }

  private static Optional<Reason> tooSmall(String subject, Wish<?> wish, List<AgentView> agents) {
    return nearest(wish, agents, AgentView::total)
        .map(
            shortage ->
                Reason.of(
                    Reasons.RESOURCES_IMPOSSIBLE,
                    subject,
                    "no agent is large enough: " + shortage.text(),
                    "nearest is agent " + shortage.agent() + "; ask for less or add an agent"));
  }

  private static List<AgentView> agents(ClusterView view, Constraint constraint) {
    List<AgentView> agents = new ArrayList<>();
    for (AgentView agent : view.agents()) {
      if (constraint == Constraint.NONE || constraint.admits(Spot.of(agent))) {
        agents.add(agent);
      }
    }
    return agents;
  }

  private static Reason now(String subject, Wish<?> wish, ClusterView view) {
    List<AgentView> all = agents(view, Constraint.NONE);
    if (all.isEmpty()) {
      return Reason.of(
          Reasons.NO_AGENTS, subject, "no agent is registered", "start one: cuesta agent");
    }
    Optional<Reason> never = impossible(subject, wish, view);
    if (never.isPresent()) {
      return never.get();
    }
    List<AgentView> right = agents(view, wish.constraint());
    if (right.isEmpty()) {
      return Reason.of(
          CONSTRAINT_UNMET,
          subject,
          "none of " + all.size() + " agents is as it has to be: " + wish.constraint(),
          "see their attributes: cuesta agents; or ask for less");
    }
    List<AgentView> fit =
        right.stream().filter(one -> shortage(wish, one.id(), one.total()) == null).toList();
    List<AgentView> here = fit.stream().filter(WhyWaiting::isHere).toList();
    if (here.isEmpty() && !fit.isEmpty()) {
      return away(subject, fit);
    }
    return nearest(wish, here.isEmpty() ? right : here, AgentView::free)
        .map(
            shortage ->
                Reason.of(
                    Reasons.RESOURCES_SHORT,
                    subject,
                    shortage.text() + others(fit.size() - here.size()),
                    "nearest is agent "
                        + shortage.agent()
                        + "; ask for less, end something, or add an agent"))
        .orElseGet(
            () ->
                Reason.of(
                    OFFER_AWAITED,
                    subject,
                    "an agent has room, but it was not offered yet",
                    "others may have the larger claim: cuesta frameworks"));
  }

  private static boolean isHere(AgentView agent) {
    return agent.state().equals(AgentView.ACTIVE);
  }

  /** What an agent has is of no use while it is away, and what it lacks nobody knows. */
  private static Reason away(String subject, List<AgentView> right) {
    List<String> states = right.stream().map(AgentView::state).distinct().toList();
    return Reason.of(
        AGENTS_AWAY,
        subject,
        (right.size() == 1
                ? "the agent that would do is "
                : "the " + right.size() + " agents that would do are ")
            + String.join(" or ", states),
        "start them again: cuesta agents");
  }

  private static String others(int away) {
    return away == 0 ? "" : "; " + away + (away == 1 ? " more is away" : " more are away");
  }

  /** The agent that lacks least; empty if one lacks nothing, or there is none. */
  private static Optional<Shortage> nearest(
      Wish<?> wish, List<AgentView> agents, Function<AgentView, Resources> what) {
    Shortage best = null;
    for (AgentView agent : agents) {
      Shortage shortage = shortage(wish, agent.id(), what.apply(agent));
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
  private static Shortage shortage(Wish<?> wish, AgentId agent, Resources all) {
    Resources there = all.allocatableTo(wish.role());
    StringJoiner text = new StringJoiner(" and ", "needs ", "");
    double share = 0;
    for (Resource wanted : wish.amounts().entries()) {
      long missing = wanted.value().milli() - there.milli(wanted.key().name());
      if (missing > 0) {
        share += (double) missing / wanted.value().milli();
        text.add(Amounts.text(missing) + " " + wanted.key().name() + " more");
      }
    }
    Ranges ports = there.ranges("ports");
    if (ports.size() < wish.ports()) {
      share += 1;
      long missing = wish.ports() - ports.size();
      text.add(missing + (missing == 1 ? " port more" : " ports more"));
    }
    return share == 0 ? null : new Shortage(agent, share, text.toString());
  }
}
