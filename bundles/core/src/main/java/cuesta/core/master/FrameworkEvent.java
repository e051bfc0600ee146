package cuesta.core.master;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.api.Reason;
import cuesta.api.cluster.OfferView;
import cuesta.core.message.StatusUpdate;
import java.util.List;

/** What a framework is told; each as in {@link cuesta.api.framework.Scheduler}. */
public sealed interface FrameworkEvent {
  /**
   * Its session is open.
   *
   * @param id its id
   * @param again whether it was subscribed before
   */
  record Subscribed(FrameworkId id, boolean again) implements FrameworkEvent {}

  /**
   * Its session is over.
   *
   * @param why the reason
   */
  record Disconnected(Reason why) implements FrameworkEvent {}

  /**
   * Offers.
   *
   * @param offers at least one
   */
  record Offers(List<? extends OfferView> offers) implements FrameworkEvent {
    /** Copies the list. */
    public Offers {
      offers = List.copyOf(offers);
    }
  }

  /**
   * An offer is void.
   *
   * @param offer which
   * @param why the reason
   */
  record Rescinded(OfferId offer, Reason why) implements FrameworkEvent {}

  /**
   * A status update.
   *
   * @param update the update
   */
  record Updated(StatusUpdate update) implements FrameworkEvent {}

  /**
   * An agent is unreachable or gone.
   *
   * @param agent which
   * @param why the reason
   */
  record AgentLost(AgentId agent, Reason why) implements FrameworkEvent {}
}
