package cuesta.contracts.allocator.views;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.api.RoleId;
import cuesta.api.cluster.OfferView;
import cuesta.api.resources.Resources;
import java.util.Collections;
import java.util.SortedMap;

/**
 * An exclusive offer for the default role.
 *
 * @param id its id
 * @param framework to whom
 * @param agent of which agent
 * @param resources what
 */
public record FakeOffer(OfferId id, FrameworkId framework, AgentId agent, Resources resources)
    implements OfferView {

  /**
   * An offer.
   *
   * @param id its id
   * @param framework to whom
   * @param agent of which agent
   * @param resources what, as text
   * @return the offer
   */
  public static FakeOffer of(String id, String framework, String agent, String resources) {
    return new FakeOffer(
        new OfferId(id),
        new FrameworkId(framework),
        new AgentId(agent),
        Resources.parse(resources));
  }

  @Override
  public RoleId role() {
    return RoleId.DEFAULT;
  }

  @Override
  public String host() {
    return agent.value();
  }

  @Override
  public SortedMap<String, String> attributes() {
    return Collections.emptySortedMap();
  }

  @Override
  public boolean shared() {
    return false;
  }
}
