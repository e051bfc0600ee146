package cuesta.allocator.drf;

import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.RoleId;
import cuesta.api.cluster.AgentView;
import cuesta.api.cluster.ClusterView;
import cuesta.api.cluster.FrameworkView;
import cuesta.api.cluster.RoleView;
import cuesta.api.resources.Amounts;
import cuesta.api.resources.Resource;
import cuesta.api.resources.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a framework gets few offers or none, said from one view. */
final class Explanation {
  /** Nothing more may go to the role. */
  static final String ROLE_LIMIT = "ROLE_LIMIT";

  /** More wishes than these would make the answer neither quicker nor clearer. */
  private static final int WISHES = 3;

  private final ClusterView view;
  private final List<AgentView> active = new ArrayList<>();

  Explanation(ClusterView view) {
    this.view = view;
    for (AgentView agent : view.agents()) {
      if (agent.state().equals(AgentView.ACTIVE)) {
        active.add(agent);
      }
    }
  }

  List<Reason> of(FrameworkId id) {
    Optional<? extends FrameworkView> framework = view.framework(id);
    if (framework.isEmpty()) {
      return List.of(
          Reason.of(Reasons.UNKNOWN, id.value(), "no such framework", "see: cuesta frameworks"));
    }
    List<Reason> reasons = new ArrayList<>();
    FrameworkView f = framework.get();
    if (!f.connected()) {
      reasons.add(Reason.of(Reasons.FRAMEWORK_DISCONNECTED, id.value(), "it has no session"));
    } else if (f.roles().stream().allMatch(f::suppressed)) {
      reasons.add(
          Reason.of(
              Reasons.SUPPRESSED,
              id.value(),
              "it wants no offers for " + f.roles(),
              "it revives when it has work"));
    } else if (active.isEmpty()) {
      reasons.add(
          Reason.of(
              Reasons.NO_AGENTS, id.value(), "no agent is active", "start one: cuesta agent"));
    } else {
      f.roles().stream().filter(role -> !f.suppressed(role)).forEach(r -> role(f, r, reasons));
    }
    reasons.add(new Standing(view).of(f));
    return List.copyOf(reasons);
  }

  private void role(FrameworkView framework, RoleId role, List<Reason> reasons) {
    limits(role, reasons);
    for (Resources wish : framework.demand().stream().limit(WISHES).toList()) {
      wish(framework, role, wish, reasons);
    }
    if (framework.demand().isEmpty()) {
      List<AgentView> some =
          active.stream().filter(a -> Minimum.isMetBy(freeFor(a, role))).toList();
      if (some.isEmpty()) {
        reasons.add(
            Reason.of(
                Reasons.RESOURCES_SHORT,
                role.value(),
                "all " + active.size() + " active agents are in use or offered",
                "wait, or add an agent"));
      } else {
        filtered(framework, role, some, "have free resources", reasons);
      }
    }
  }

  private void limits(RoleId role, List<Reason> reasons) {
    for (RoleView set : view.roles()) {
      if (set.limit().isPresent() && role.isWithin(set.id())) {
        for (Resource bound : set.limit().get().entries()) {
          String name = bound.key().name();
          if (set.used().milli(name) >= bound.value().milli()) {
            reasons.add(
                Reason.of(
                    ROLE_LIMIT,
                    set.id().value(),
                    "holds "
                        + amount(set.used(), name)
                        + " of at most "
                        + bound.value()
                        + " "
                        + name,
                    "raise the limit, or wait until tasks end"));
          }
        }
      }
    }
  }

  private void wish(FrameworkView framework, RoleId role, Resources wish, List<Reason> reasons) {
    List<AgentView> fitting =
        active.stream().filter(a -> freeFor(a, role).pick(wish).isPresent()).toList();
    if (!fitting.isEmpty()) {
      filtered(framework, role, fitting, "have room for " + wish, reasons);
      return;
    }
    boolean possible =
        active.stream().anyMatch(a -> usable(a.total(), role).pick(wish).isPresent());
    List<Shortage> shortages =
        active.stream()
            .map(a -> Shortage.of(a, possible ? freeFor(a, role) : usable(a.total(), role), wish))
            .toList();
    Shortage least = shortages.stream().min(Shortage.SMALLEST).orElseThrow();
    reasons.add(
        possible
            ? Reason.of(
                Reasons.RESOURCES_SHORT,
                least.agent().id().value(),
                "needs " + least.text() + " more for " + wish,
                "nearest agent " + least.agent().id().value() + "; wait, or add an agent")
            : Reason.of(
                Reasons.RESOURCES_IMPOSSIBLE,
                role.value(),
                "no agent is large enough for "
                    + wish
                    + ", even empty; needs "
                    + least.text()
                    + " more",
                "nearest agent "
                    + least.agent().id().value()
                    + "; ask for less or add a larger agent"));
  }

  private void filtered(
      FrameworkView framework,
      RoleId role,
      List<AgentView> agents,
      String what,
      List<Reason> reasons) {
    long declined =
        agents.stream().filter(a -> framework.filters(role, a.id(), freeFor(a, role))).count();
    if (declined > 0) {
      reasons.add(
          Reason.of(
              Reasons.FILTERED,
              role.value(),
              "it declined " + declined + " of the " + agents.size() + " agents that " + what,
              "it gets them again when its filter ends, or when it revives"));
    }
  }

  private static Resources freeFor(AgentView agent, RoleId role) {
    return usable(agent.free(), role);
  }

  private static Resources usable(Resources resources, RoleId role) {
    return resources.allocatableTo(role).filter(entry -> !entry.key().revocable());
  }

  private static String amount(Resources resources, String name) {
    return Amounts.text(resources.milli(name));
  }
}
