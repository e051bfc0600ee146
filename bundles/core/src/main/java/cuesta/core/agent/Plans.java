package cuesta.core.agent;

import cuesta.api.resources.Resources;
import cuesta.core.message.Launch;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Makes plans: what a container's command gets to see. */
final class Plans {
  private Plans() {}

  static Plan of(AgentConfig config, ContainerEntry container) {
    Launch launch = container.launch();
    String sandbox = config.workDir() + "/" + container.sandbox();
    return new Plan(
        container.id(),
        launch.task().resources(),
        sandbox,
        user(config, launch),
        launch.task().command().argv(),
        environment(config, launch, sandbox),
        settings(launch.task().labels()),
        container.phase() == Phase.REQUESTED ? launch.task().fetch() : List.of());
  }

  static String user(AgentConfig config, Launch launch) {
    return launch.user().isEmpty() ? config.runsAs() : launch.user();
  }

  /** The command's own variables win over everything. */
  private static SortedMap<String, String> environment(
      AgentConfig config, Launch launch, String sandbox) {
    TreeMap<String, String> all = new TreeMap<>(config.environment());
    all.put("HOME", sandbox);
    all.put("USER", user(config, launch));
    all.put("CUESTA_SANDBOX", sandbox);
    all.put("CUESTA_TASK_ID", launch.task().id().value());
    all.put("CUESTA_FRAMEWORK_ID", launch.framework().value());
    all.put("MESOS_SANDBOX", sandbox);
    all.put("MESOS_TASK_ID", launch.task().id().value());
    ports(launch, all);
    all.putAll(launch.task().command().environment());
    return all;
  }

  private static void ports(Launch launch, TreeMap<String, String> all) {
    StringJoiner list = new StringJoiner(",");
    int count = 0;
    for (long[] range : launch.task().resources().ranges("ports").pairs()) {
      for (long port = range[0]; port <= range[1] && count < Limits.PORT_VARIABLES; port++) {
        all.put("PORT" + count++, Long.toString(port));
        list.add(Long.toString(port));
      }
    }
    if (count > 0) {
      all.put("PORT", all.get("PORT0"));
      all.put("PORTS", list.toString());
    }
  }

  /**
   * The port that {@code PORT} names.
   *
   * @param resources what a task holds
   * @return its first port, if it has one
   */
  static OptionalLong firstPort(Resources resources) {
    return resources.ranges("ports").first();
  }

  /**
   * Labels of the form {@code isolator/key}; an isolator's name may hold slashes, a key may not.
   */
  private static SortedMap<String, SortedMap<String, String>> settings(
      SortedMap<String, String> labels) {
    TreeMap<String, SortedMap<String, String>> all = new TreeMap<>();
    labels.forEach(
        (label, value) -> {
          int slash = label.lastIndexOf('/');
          if (slash > 0 && slash < label.length() - 1) {
            all.computeIfAbsent(label.substring(0, slash), name -> new TreeMap<>())
                .put(label.substring(slash + 1), value);
          }
        });
    all.replaceAll((name, keys) -> Collections.unmodifiableSortedMap(keys));
    return all;
  }
}
