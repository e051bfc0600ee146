package cuesta.framework.kit;

import cuesta.api.AgentId;
import cuesta.api.cluster.AgentView;
import cuesta.api.cluster.OfferView;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A place where tasks run, as constraints see it.
 *
 * @param agent which agent
 * @param host its machine
 * @param attributes what its operator says of it
 */
public record Spot(AgentId agent, String host, SortedMap<String, String> attributes) {
  /** The name under which the agent's id is asked for. */
  public static final String AGENT = "agent";

  /** The name under which its machine is asked for. */
  public static final String HOST = "host";

  /** Copies the attributes. */
  public Spot {
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  /**
   * Where an offer is from.
   *
   * @param offer an offer
   * @return its agent
   */
  public static Spot of(OfferView offer) {
    return new Spot(offer.agent(), offer.host(), offer.attributes());
  }

  /**
   * An agent.
   *
   * @param agent an agent
   * @return the agent
   */
  public static Spot of(AgentView agent) {
    return new Spot(agent.id(), agent.host(), agent.attributes());
  }

  /**
   * What is said of it.
   *
   * @param name {@link #AGENT}, {@link #HOST} or an attribute
   * @return the value; empty if it has no such attribute
   */
  public Optional<String> value(String name) {
    return switch (name) {
      case AGENT -> Optional.of(agent.value());
      case HOST -> Optional.of(host);
      default -> Optional.ofNullable(attributes.get(name));
    };
  }
}
