package cuesta.core.master;

import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.api.RoleId;
import cuesta.api.allocator.Grant;
import cuesta.api.allocator.Proposal;
import cuesta.api.cluster.OfferView;
import cuesta.api.resources.Resources;
import cuesta.engine.Effect;
import cuesta.engine.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The allocation cycle: when the allocator is asked, and what becomes of its answer. It is asked at
 * once when something changed that could allow an offer; what changes while it thinks makes one
 * more cycle follow, so under load changes are taken together.
 */
final class Allocating {
  private Allocating() {}

  static void request(Turn turn, boolean afterCommit) {
    MasterState s = turn.state();
    MasterState.Allocation a = s.allocation();
    if (!s.isLeading() || a.allocator().isEmpty() || a.running()) {
      turn.become(s.with(new MasterState.Allocation(a.allocator(), a.cycle(), a.running(), true)));
    } else if (afterCommit) {
      turn.emit(new Effect.Again(new MasterEvent.AllocationDue()));
    } else if (isWorthwhile(s)) {
      long cycle = a.cycle() + 1;
      turn.become(s.with(new MasterState.Allocation(a.allocator(), cycle, true, false)));
      turn.emit(new MasterEffect.Allocate(cycle, turn.tick().random().next()));
    }
  }

  /**
   * Without anybody who wants, or anything to give, the allocator need not be asked; whatever
   * changes that asks again.
   */
  private static boolean isWorthwhile(MasterState s) {
    boolean wanted = false;
    for (FrameworkEntry framework : s.frameworks()) {
      wanted |= framework.connected() && framework.suppressed().size() < framework.roles().size();
    }
    if (!wanted) {
      return false;
    }
    for (AgentEntry agent : s.agents()) {
      if (!agent.free().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  static void proposed(Turn turn, MasterEvent.Proposed event) {
    if (answered(turn, event.cycle())) {
      offer(turn, event.proposal());
    }
  }

  static void failed(Turn turn, MasterEvent.AllocationFailed event) {
    if (answered(turn, event.cycle())) {
      turn.note(
          "allocation.failed", turn.state().allocation().allocator(), "", Optional.of(event.why()));
      // Asked again with the next change, or when the slot flips; at once would spin on a broken
      // allocator.
      MasterState.Allocation a = turn.state().allocation();
      turn.become(
          turn.state().with(new MasterState.Allocation(a.allocator(), a.cycle(), false, true)));
    }
  }

  static void allocatorChanged(Turn turn, String name) {
    MasterState.Allocation a = turn.state().allocation();
    turn.become(
        turn.state()
            .with(
                new MasterState.Allocation(name, a.cycle(), a.running() && !name.isEmpty(), true)));
    turn.wantAllocation();
  }

  /** Ends the cycle if it is the present one; an answer to an older question is dropped whole. */
  private static boolean answered(Turn turn, long cycle) {
    MasterState.Allocation a = turn.state().allocation();
    if (!a.running() || a.cycle() != cycle) {
      return false;
    }
    turn.become(turn.state().with(new MasterState.Allocation(a.allocator(), cycle, false, false)));
    if (a.dirty()) {
      turn.wantAllocation();
    }
    return true;
  }

  private static void offer(Turn turn, Proposal proposal) {
    Table<FrameworkId, List<OfferView>> made = Table.empty();
    int looked = 0;
    for (Grant grant : proposal.grants()) {
      if (++looked > Limits.GRANTS) {
        break;
      }
      if (isDue(turn.state(), grant)) {
        OfferEntry offer = make(turn, grant);
        List<OfferView> theirs = made.get(offer.framework());
        if (theirs == null) {
          theirs = new ArrayList<>();
          made = made.with(offer.framework(), theirs);
        }
        theirs.add(offer);
      }
    }
    if (proposal.grants().size() >= Limits.GRANTS) {
      turn.wantAllocation(); // it had more to give than fits into one cycle
    }
    for (var offers : made) {
      turn.tell(
          turn.state().frameworkTable().get(offers.getKey()),
          new FrameworkEvent.Offers(offers.getValue()));
    }
  }

  private static OfferEntry make(Turn turn, Grant grant) {
    MasterState.Lead lead = turn.state().lead();
    AgentEntry agent = turn.state().agentTable().get(grant.agent());
    OfferEntry offer =
        new OfferEntry(
            new OfferId(lead.masterId() + "-O" + lead.offers()),
            grant.framework(),
            grant.role(),
            grant.agent(),
            agent.host(),
            agent.attributes(),
            grant.resources(),
            grant.shared());
    turn.become(turn.state().with(lead.counted(1, 0, 0, 0)));
    turn.become(Ledger.offer(turn.state(), offer));
    turn.arm(
        "offer:" + offer.id(), Limits.OFFER_TIMEOUT, new MasterEvent.OfferTimedOut(offer.id()));
    return offer;
  }

  /** The core disposes: a grant is good only if it fits what is true now. */
  private static boolean isDue(MasterState s, Grant grant) {
    AgentEntry agent = s.agentTable().get(grant.agent());
    FrameworkEntry framework = s.frameworkTable().get(grant.framework());
    RoleId role = grant.role();
    return agent != null
        && framework != null
        && !grant.resources().isEmpty()
        && agent.free().contains(grant.resources())
        && framework.connected()
        && framework.roles().contains(role)
        && !framework.suppressed(role)
        && grant.resources().allocatableTo(role).equals(grant.resources())
        && !framework.filters(role, grant.agent(), grant.resources())
        && isWithinLimits(s, role, grant.resources());
  }

  /** Roles never exceed their limit, nor that of a role above them, even if a grant says so. */
  private static boolean isWithinLimits(MasterState s, RoleId role, Resources more) {
    for (var set : s.registry().roles()) {
      Optional<Resources> limit = set.getValue().limit();
      if (limit.isPresent() && role.isWithin(set.getKey())) {
        Resources sum = Roles.held(s, set.getKey()).plus(more.scalars());
        for (var bound : limit.get().entries()) {
          if (sum.milli(bound.key().name()) > bound.value().milli()) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
