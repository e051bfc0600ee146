package cuesta.core.osgi.slot;

import java.util.SortedMap;
import java.util.TreeMap;

/** Knows how plugins are configured. */
@FunctionalInterface
public interface PluginConfig {
  /** Nothing is configured. */
  PluginConfig NONE = (kind, name) -> new TreeMap<>();

  /**
   * The configuration of a plugin as it is now. Any thread.
   *
   * @param kind "allocator", "balancer", "framework", "isolator", "launcher"
   * @param name the plugin's name
   * @return by key, without prefixes
   * @throws Exception if it cannot be read
   */
  SortedMap<String, String> of(String kind, String name) throws Exception;
}
