package cuesta.core.master;

import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.RoleId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What frameworks call; only the present session of a framework is heard. */
final class FrameworkCalls {
  private FrameworkCalls() {}

  static void called(Turn turn, MasterEvent.FrameworkCalled event) {
    FrameworkId id = turn.state().sessions().get(event.session());
    if (id == null) {
      turn.reply(
          event.session(),
          event.call(),
          Optional.of(
              Reason.of(Reasons.SESSION_OVER, "", "the session is over", "subscribe again")));
      return;
    }
    FrameworkEntry framework = turn.state().frameworkTable().get(id);
    Optional<Reason> refusal = dispatch(turn, framework, event.body());
    turn.reply(event.session(), event.call(), refusal);
  }

  private static Optional<Reason> dispatch(
      Turn turn, FrameworkEntry framework, FrameworkCall body) {
    switch (body) {
      case FrameworkCall.Accept c -> {
        return Accepting.accept(turn, framework, c);
      }
      case FrameworkCall.Commit c -> {
        return Storing.commit(turn, framework.id(), c.batch());
      }
      case FrameworkCall.Decline c -> Offering.decline(turn, framework, c);
      case FrameworkCall.Kill c -> Killing.kill(turn, framework, c.task(), c.graceMillis());
      case FrameworkCall.Acknowledge c -> Updating.acknowledge(turn, framework, c);
      case FrameworkCall.Reconcile c -> Reconciling.reconcile(turn, framework, c.tasks());
      case FrameworkCall.Suppress c -> suppress(turn, framework, c.role());
      case FrameworkCall.Revive c -> revive(turn, framework, c.role());
      case FrameworkCall.Demand c -> {
        List<cuesta.api.resources.Resources> wishes =
            c.wishes().subList(0, Math.min(c.wishes().size(), Limits.DEMANDS));
        if (!wishes.equals(framework.demand())) {
          turn.become(With.framework(turn.state(), framework.withDemand(List.copyOf(wishes))));
          turn.wantAllocation();
        }
      }
    }
    return Optional.empty();
  }

  private static void suppress(Turn turn, FrameworkEntry framework, RoleId role) {
    if (framework.roles().contains(role) && !framework.suppressed(role)) {
      List<RoleId> more = new ArrayList<>(framework.suppressed());
      more.add(role);
      turn.become(With.framework(turn.state(), framework.withSuppressed(List.copyOf(more))));
    }
  }

  private static void revive(Turn turn, FrameworkEntry framework, RoleId role) {
    List<RoleId> left = framework.suppressed().stream().filter(r -> !r.equals(role)).toList();
    turn.become(With.framework(turn.state(), framework.withSuppressed(left)));
    var refusals = framework.refusals();
    for (FrameworkEntry.Place place : framework.refusals().keys()) {
      refusals = place.role().equals(role) ? refusals.without(place) : refusals;
    }
    Offering.forgetRefusals(turn, turn.state().frameworkTable().get(framework.id()), refusals);
    turn.wantAllocation();
  }
}
