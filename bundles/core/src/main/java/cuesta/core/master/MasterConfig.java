package cuesta.core.master;

import java.time.Duration;

/**
 * What a master was started with.
 *
 * @param agentTimeout how long a broken stream may stay broken until the agent is given up
 */
public record MasterConfig(Duration agentTimeout) {
  /** As Mesos: 5 pings of 15 s. */
  public static final MasterConfig DEFAULT = new MasterConfig(Limits.AGENT_TIMEOUT);

  /** Refuses what no agent could keep, or what would keep frameworks waiting for ever. */
  public MasterConfig {
    if (agentTimeout.compareTo(Limits.AGENT_TIMEOUT_LEAST) < 0
        || agentTimeout.compareTo(Limits.AGENT_TIMEOUT_MOST) > 0) {
      throw new IllegalArgumentException(
          "agent.timeout.ms is "
              + agentTimeout.toMillis()
              + "; give "
              + Limits.AGENT_TIMEOUT_LEAST.toMillis()
              + " (in less, an agent that is well could not notice a broken stream and come back)"
              + " to "
              + Limits.AGENT_TIMEOUT_MOST.toMillis());
    }
  }
}
