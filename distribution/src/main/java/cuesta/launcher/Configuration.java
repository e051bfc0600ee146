package cuesta.launcher;

import java.util.Map;
import java.util.Optional;

/**
 * A component's configuration, made from the command line at each start and never read from a file.
 *
 * @param pid the component's PID, or its factory PID if there is a name
 * @param name which instance of a factory: one process may host several agents
 * @param properties typed values: String, Integer, Long, Boolean, Double, or arrays of these
 */
record Configuration(String pid, Optional<String> name, Map<String, Object> properties) {
  static Configuration of(String pid, Map<String, Object> properties) {
    return new Configuration(pid, Optional.empty(), properties);
  }

  static Configuration of(String pid, String name, Map<String, Object> properties) {
    return new Configuration(pid, Optional.of(name), properties);
  }
}
