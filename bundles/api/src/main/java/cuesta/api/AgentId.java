package cuesta.api;

/**
 * An agent, minted by the master that admitted it as {@code <masterId>-S<n>}; kept by the agent
 * across restarts.
 *
 * @param value the id as it is written everywhere; opaque to its readers
 */
public record AgentId(String value) implements Comparable<AgentId> {
  /** Checks the id as {@link Names#id} does. */
  public AgentId {
    Names.id("agent_id", value);
  }

  @Override
  public int compareTo(AgentId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
