package cuesta.contracts.framework.fakes;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.api.RoleId;
import cuesta.api.cluster.OfferView;
import cuesta.api.resources.Resources;
import java.util.Collections;
import java.util.SortedMap;

/**
 * An offer in a test.
 *
 * @param id its id
 * @param framework to whom
 * @param role for which role
 * @param agent of which agent
 * @param resources what is offered
 * @param attributes of the agent
 */
public record FakeOffer(
    OfferId id,
    FrameworkId framework,
    RoleId role,
    AgentId agent,
    Resources resources,
    SortedMap<String, String> attributes)
    implements OfferView {
  /**
   * An offer for the default role.
   *
   * @param id its id
   * @param agent of which agent
   * @param resources what, as text
   * @return the offer
   */
  public static FakeOffer of(String id, String agent, String resources) {
    return new FakeOffer(
        new OfferId(id),
        new FrameworkId("f"),
        RoleId.DEFAULT,
        new AgentId(agent),
        Resources.parse(resources),
        Collections.emptySortedMap());
  }

  @Override
  public String host() {
    return "127.0.0.1";
  }

  @Override
  public boolean shared() {
    return false;
  }
}
