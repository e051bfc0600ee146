package cuesta.api.cluster;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.api.RoleId;
import cuesta.api.resources.Resources;
import java.util.SortedMap;
import org.osgi.annotation.versioning.ProviderType;

/** An outstanding offer: resources of one agent, offered to one framework for one role. */
@ProviderType
public interface OfferView {
  /**
   * The offer.
   *
   * @return its id; void under another leader
   */
  OfferId id();

  /**
   * To whom.
   *
   * @return the framework
   */
  FrameworkId framework();

  /**
   * For which role.
   *
   * @return the role
   */
  RoleId role();

  /**
   * Of which agent.
   *
   * @return the agent
   */
  AgentId agent();

  /**
   * The agent's host.
   *
   * @return a host name or address
   */
  String host();

  /**
   * The agent's attributes.
   *
   * @return sorted by key
   */
  SortedMap<String, String> attributes();

  /**
   * What is offered.
   *
   * @return the resources
   */
  Resources resources();

  /**
   * Whether others may have been offered the same (optimistic): then the first accept wins.
   *
   * @return true if shared
   */
  boolean shared();
}
