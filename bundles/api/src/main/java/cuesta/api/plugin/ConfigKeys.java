package cuesta.api.plugin;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Refuses settings that a plugin does not know: a misspelt one would otherwise do nothing. */
public final class ConfigKeys {
  private ConfigKeys() {}

  /**
   * To be called first in {@link Plugin#open}. Any thread.
   *
   * @param config what {@link Context#config} gave
   * @param known the plugin's keys; none if it has no settings
   * @throws IllegalArgumentException naming a key that is not among them, its value, and those that
   *     are
   */
  public static void check(SortedMap<String, String> config, String... known) {
    List<String> keys = List.of(known);
    for (Map.Entry<String, String> setting : config.entrySet()) {
      if (!keys.contains(setting.getKey())) {
        throw new IllegalArgumentException(
            "setting "
                + setting.getKey()
                + "='"
                + setting.getValue()
                + "' is not known; "
                + (keys.isEmpty() ? "leave it out, there are none" : "use " + list(keys)));
      }
    }
  }

  private static String list(List<String> keys) {
    int last = keys.size() - 1;
    return last == 0
        ? keys.get(0)
        : String.join(", ", keys.subList(0, last)) + " or " + keys.get(last);
  }
}
