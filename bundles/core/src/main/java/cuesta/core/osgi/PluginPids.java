package cuesta.core.osgi;

import cuesta.core.osgi.slot.PluginConfig;
import java.io.IOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Plugins' configuration, from ConfigAdmin: {@code cuesta.plugin.<name>} for every plugin of that
 * name, {@code cuesta.plugin.<kind>.<name>} for one kind alone, which wins. Read at each opening,
 * so a change is for the next one.
 */
final class PluginPids implements PluginConfig {
  private static final String PREFIX = "cuesta.plugin.";

  private final ConfigurationAdmin admin;

  PluginPids(ConfigurationAdmin admin) {
    this.admin = admin;
  }

  @Override
  public SortedMap<String, String> of(String kind, String name)
      throws IOException, InvalidSyntaxException {
    SortedMap<String, String> config = new TreeMap<>();
    // Not getConfiguration: that would make the one that is not there.
    Configuration[] all =
        admin.listConfigurations("(" + Constants.SERVICE_PID + "=" + PREFIX + "*)");
    if (all != null) {
      add(all, PREFIX + name, config);
      add(all, PREFIX + kind + "." + name, config);
    }
    return config;
  }

  private static void add(Configuration[] all, String pid, SortedMap<String, String> config) {
    for (Configuration one : all) {
      Dictionary<String, Object> properties = one.getPid().equals(pid) ? one.getProperties() : null;
      if (properties != null) {
        for (String key : Collections.list(properties.keys())) {
          if (!key.equals(Constants.SERVICE_PID)) {
            config.put(key, String.valueOf(properties.get(key)));
          }
        }
      }
    }
  }
}
