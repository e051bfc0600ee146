package cuesta.core.master;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.api.RoleId;
import cuesta.api.cluster.OfferView;
import cuesta.api.resources.Resources;
import java.util.SortedMap;

/**
 * An outstanding offer. A shared one is a claim that counts when it is accepted.
 *
 * @param id its id
 * @param framework to whom
 * @param role for which role
 * @param agent of which agent
 * @param host the agent's host
 * @param attributes the agent's attributes
 * @param resources what is offered
 * @param shared whether others may have been offered the same
 */
record OfferEntry(
    OfferId id,
    FrameworkId framework,
    RoleId role,
    AgentId agent,
    String host,
    SortedMap<String, String> attributes,
    Resources resources,
    boolean shared)
    implements OfferView {}
