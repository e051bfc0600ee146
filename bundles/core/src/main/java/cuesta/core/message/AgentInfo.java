package cuesta.core.message;

import cuesta.api.resources.Resources;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How an agent introduces itself.
 *
 * @param host its host name or address
 * @param url its HTTP door, {@code http://host:port/slave(1)}
 * @param total all it has
 * @param attributes what its operator said of it
 * @param facts what it says of itself: isolators, launcher, version
 */
public record AgentInfo(
    String host,
    String url,
    Resources total,
    SortedMap<String, String> attributes,
    SortedMap<String, String> facts) {
  /** Copies the maps. */
  public AgentInfo {
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
  }
}
