package cuesta.core.master;

import cuesta.api.OfferId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.framework.Operation;
import cuesta.api.framework.TaskInfo;
import cuesta.api.resources.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The use of offers, in the order of steps that Mesos has: offers, then each operation against what
 * the ones before left, then the rest. The only way in which a task is ever launched.
 */
final class Accepting {
  private Accepting() {}

  static Optional<Reason> accept(Turn turn, FrameworkEntry framework, FrameworkCall.Accept call) {
    Optional<Reason> wrong = wrongWithOffers(turn.state(), framework, call.offers());
    List<OfferEntry> offers = take(turn, framework, call.offers());
    if (wrong.isPresent()) {
      drop(turn, framework, call.operations(), wrong.get());
      turn.wantAllocation();
      return wrong;
    }
    OfferEntry first = offers.getFirst();
    Resources offered = sum(offers);
    AgentEntry agent = turn.state().agentTable().get(first.agent());
    if (!agent.free().contains(offered)) {
      Reason lost =
          Reason.of(
              Reasons.OFFER_UNKNOWN,
              first.id().value(),
              "somebody else accepted the same shared resources first");
      drop(turn, framework, call.operations(), lost);
      return Optional.of(lost);
    }
    Resources rest = offered;
    Optional<Reason> refusal = Optional.empty();
    for (Operation operation : call.operations()) {
      if (!operation.kind().equals(Operation.LAUNCH)) {
        refusal =
            Optional.of(
                Reason.of(
                    Reasons.OPERATION_UNKNOWN,
                    operation.kind(),
                    "this version does not know the operation",
                    "it knows LAUNCH"));
        continue;
      }
      rest = Launches.launch(turn, framework.id(), first, operation.tasks(), rest);
    }
    giveBackRest(turn, first, offered, rest, call);
    return refusal;
  }

  /** What is left over comes back at once; what was not touched at all was declined. */
  private static void giveBackRest(
      Turn turn, OfferEntry first, Resources offered, Resources rest, FrameworkCall.Accept call) {
    boolean untouched = rest.equals(offered);
    Offering.refuse(
        turn, first, rest, untouched ? Offering.atLeast(call.filter()) : call.filter().refuse());
    if (!rest.isEmpty()) {
      turn.wantAllocation();
    }
  }

  private static Resources sum(List<OfferEntry> offers) {
    Resources sum = Resources.NONE;
    for (OfferEntry offer : offers) {
      sum = sum.plus(offer.resources());
    }
    return sum;
  }

  /**
   * Takes all offers that exist and are the framework's off the books, whatever is wrong with the
   * others.
   */
  private static List<OfferEntry> take(Turn turn, FrameworkEntry framework, List<OfferId> ids) {
    List<OfferEntry> taken = new ArrayList<>();
    for (OfferId id : ids) {
      OfferEntry offer = turn.state().offerTable().get(id);
      if (offer != null && offer.framework().equals(framework.id())) {
        Offering.end(turn, offer);
        taken.add(offer);
      }
    }
    return taken;
  }

  private static Optional<Reason> wrongWithOffers(
      MasterState s, FrameworkEntry framework, List<OfferId> ids) {
    if (ids.isEmpty() || ids.size() > Limits.OFFERS_PER_CALL) {
      return wrong(
          Reasons.INVALID, "offer_ids", "must have 1 to " + Limits.OFFERS_PER_CALL + " ids");
    }
    if (ids.stream().distinct().count() != ids.size()) {
      return wrong(Reasons.INVALID, "offer_ids", "names an offer twice");
    }
    OfferEntry first = null;
    for (OfferId id : ids) {
      OfferEntry offer = s.offerTable().get(id);
      if (offer == null && !id.value().startsWith(s.lead().masterId())) {
        return wrong(
            Reasons.OFFER_OF_FORMER_LEADER,
            id.value(),
            "a former leader made it; wait for new offers");
      }
      if (offer == null || !offer.framework().equals(framework.id())) {
        return wrong(
            Reasons.OFFER_UNKNOWN, id.value(), "it was used, declined, rescinded or never made");
      }
      first = first == null ? offer : first;
      if (!offer.role().equals(first.role()) || !offer.agent().equals(first.agent())) {
        return wrong(
            Reasons.OFFERS_MIXED, id.value(), "offers of one accept must be of one agent and role");
      }
    }
    return Optional.empty();
  }

  private static Optional<Reason> wrong(String code, String subject, String detail) {
    return Optional.of(Reason.of(code, subject, detail));
  }

  private static void drop(
      Turn turn, FrameworkEntry framework, List<Operation> operations, Reason why) {
    for (Operation operation : operations) {
      for (TaskInfo task : operation.tasks()) {
        TaskId id = task.id();
        Updating.refuseLaunch(turn, framework, id, Optional.empty(), TaskState.DROPPED, why);
      }
    }
  }
}
