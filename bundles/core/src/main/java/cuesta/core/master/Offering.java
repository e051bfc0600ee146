package cuesta.core.master;

import cuesta.api.OfferId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.framework.Filter;
import cuesta.api.resources.Resources;
import cuesta.core.master.FrameworkEntry.Place;
import cuesta.core.master.FrameworkEntry.Refusal;
import cuesta.engine.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The end of offers: declined, timed out, void; and the filters that declining leaves behind. */
final class Offering {
  private Offering() {}

  static void decline(Turn turn, FrameworkEntry framework, FrameworkCall.Decline call) {
    for (OfferId id : call.offers()) {
      OfferEntry offer = turn.state().offerTable().get(id);
      if (offer != null && offer.framework().equals(framework.id())) {
        end(turn, offer);
        refuse(turn, offer, offer.resources(), atLeast(call.filter()));
      }
    }
    turn.wantAllocation(); // others may want what this one did not
  }

  /** Declined resources come back after a second at the earliest, whatever the filter says. */
  static Duration atLeast(Filter filter) {
    return filter.refuse().compareTo(Limits.MIN_REFUSAL) < 0 ? Limits.MIN_REFUSAL : filter.refuse();
  }

  static void timedOut(Turn turn, OfferId id) {
    OfferEntry offer = turn.state().offerTable().get(id);
    if (offer != null) {
      rescind(
          turn,
          offer,
          Reason.of(
              Reasons.OFFER_TIMEOUT,
              id.value(),
              "not used within " + Limits.OFFER_TIMEOUT.toSeconds() + " s",
              "decline what is not needed, or suppress"));
      // Who sleeps on offers waits a little before it gets the same again.
      refuse(turn, offer, offer.resources(), Limits.MIN_REFUSAL);
    }
  }

  static void rescind(Turn turn, OfferEntry offer, Reason why) {
    end(turn, offer);
    turn.note("offer.rescinded", offer.id().value(), "", Optional.of(why));
    FrameworkEntry framework = turn.state().frameworkTable().get(offer.framework());
    if (framework != null) {
      turn.tell(framework, new FrameworkEvent.Rescinded(offer.id(), why));
    }
    turn.wantAllocation();
  }

  /** Takes an offer off the books without a word to its framework. */
  static void end(Turn turn, OfferEntry offer) {
    turn.become(Ledger.withdraw(turn.state(), offer.id()));
    turn.disarm("offer:" + offer.id());
  }

  static void refuse(Turn turn, OfferEntry offer, Resources what, Duration howLong) {
    FrameworkEntry framework = turn.state().frameworkTable().get(offer.framework());
    if (framework == null || what.isEmpty() || howLong.isZero()) {
      return;
    }
    Place place = new Place(offer.agent(), offer.role());
    Refusal refusal = new Refusal(what, turn.tick().nanos() + howLong.toNanos());
    List<Refusal> here = new ArrayList<>();
    List<Refusal> before = framework.refusals().get(place);
    if (before != null) {
      here.addAll(before);
      // A wider and longer refusal says it all.
      here.removeIf(r -> what.contains(r.resources()) && r.until() <= refusal.until());
    }
    here.add(refusal);
    keep(turn, framework, framework.refusals().with(place, List.copyOf(here)));
  }

  static void refusalsTimedOut(Turn turn, FrameworkEntry framework) {
    Table<Place, List<Refusal>> left = framework.refusals();
    for (var place : framework.refusals()) {
      List<Refusal> still =
          place.getValue().stream().filter(r -> r.until() > turn.tick().nanos()).toList();
      if (still.isEmpty()) {
        left = left.without(place.getKey());
      } else if (still.size() < place.getValue().size()) {
        left = left.with(place.getKey(), still);
      }
    }
    keep(turn, framework, left);
    turn.wantAllocation();
  }

  static void forgetRefusals(
      Turn turn, FrameworkEntry framework, Table<Place, List<Refusal>> left) {
    keep(turn, framework, left);
  }

  private static void keep(
      Turn turn, FrameworkEntry framework, Table<Place, List<Refusal>> refusals) {
    turn.become(With.framework(turn.state(), framework.withRefusals(refusals)));
    String timer = "refusals:" + framework.id();
    long next = Long.MAX_VALUE;
    for (List<Refusal> here : refusals.values()) {
      for (Refusal refusal : here) {
        next = Math.min(next, refusal.until());
      }
    }
    if (next == Long.MAX_VALUE) {
      turn.disarm(timer);
    } else {
      turn.arm(
          timer,
          Duration.ofNanos(Math.max(0, next - turn.tick().nanos())),
          new MasterEvent.RefusalsTimedOut(framework.id()));
    }
  }
}
