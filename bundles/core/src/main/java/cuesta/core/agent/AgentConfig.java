package cuesta.core.agent;

import cuesta.core.message.AgentInfo;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an agent was started with.
 *
 * @param info how it introduces itself
 * @param workDir the absolute path below which sandboxes lie
 * @param runsAs the user of its own process
 * @param allowRoot whether tasks may run as root
 * @param environment variables that every task gets unless its own say otherwise: PATH at least
 */
public record AgentConfig(
    AgentInfo info,
    String workDir,
    String runsAs,
    boolean allowRoot,
    SortedMap<String, String> environment) {
  /** Copies the environment. */
  public AgentConfig {
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }
}
