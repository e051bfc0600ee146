package cuesta.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** What can be said of an agent, alone or in {@code dev}. */
final class AgentOptions {
  @Option(
      names = "--resources",
      paramLabel = "TEXT",
      description = "what the agent offers, as name:value;…, e.g. cpus:4;mem:8192 (rest: detected)")
  String resources = "";

  @Option(
      names = "--attributes",
      paramLabel = "TEXT",
      description = "what frameworks can tell agents apart by, as key:value;…")
  String attributes = "";

  @Option(
      names = "--isolation",
      paramLabel = "NAMES",
      description =
          "isolators, comma separated; 'auto' takes cgroups where they can be used, else posix"
              + " (default: ${DEFAULT-VALUE})")
  String isolation = "auto";

  @Option(
      names = "--cpu-quota",
      description = "cap cpu at what was asked for, instead of sharing what is idle")
  boolean cpuQuota;

  /** Settings of plugins that flags of their own stand for. */
  List<String> settings() {
    return cpuQuota ? List.of("isolator/cgroups.cpu.quota=true") : List.of();
  }

  /**
   * The configuration of one agent.
   *
   * @param number from 1, its place in this process
   * @param share among how many agents the machine is divided
   * @param overcommit whether each gets all of it but ports
   */
  Configuration configuration(
      int number,
      int share,
      boolean overcommit,
      String host,
      int port,
      String master,
      Path work,
      boolean allowRoot,
      Path key) {
    Map<String, Object> properties = new TreeMap<>();
    properties.put("node", "slave(" + number + ")");
    properties.put("host", host);
    properties.put("port", port);
    properties.put("master", master);
    properties.put("work.dir", work.toString());
    properties.put("resources", resources);
    properties.put("attributes", attributes);
    properties.put("share", share);
    properties.put("overcommit", overcommit);
    properties.put("index", number - 1);
    properties.put("isolation", isolation);
    properties.put("launcher", "posix");
    properties.put("allow.root", allowRoot);
    properties.put("key.file", key.toString());
    return Configuration.of("cuesta.agent", "agent" + number, properties);
  }
}
