package cuesta.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The configurations of the parts that make up a node. */
final class NodeConfigurations {
  private NodeConfigurations() {}

  /** The ensemble: an external one, or a server of our own with its data below a directory. */
  static Configuration zooKeeper(String servers, Path embedded, Path key, Duration session) {
    Map<String, Object> properties = new TreeMap<>();
    properties.put("servers", servers);
    properties.put("path", "/mesos");
    properties.put("embedded.dir", embedded.toString());
    properties.put("embedded.port", 0);
    properties.put("session.timeout.ms", Math.toIntExact(session.toMillis()));
    properties.put("key.file", key.toString());
    return Configuration.of("cuesta.zookeeper", properties);
  }

  static Configuration master(
      String host, int port, int linkPort, Duration agentTimeout, Path key) {
    Map<String, Object> properties = new TreeMap<>();
    properties.put("host", host);
    properties.put("port", port);
    properties.put("link.port", linkPort);
    properties.put("agent.timeout.ms", agentTimeout.toMillis());
    properties.put("key.file", key.toString());
    return Configuration.of("cuesta.master", "master", properties);
  }

  static Configuration admin(String host, int port, Path key) {
    Map<String, Object> properties = new TreeMap<>();
    properties.put("host", host);
    properties.put("port", port);
    properties.put("key.file", key.toString());
    return Configuration.of("cuesta.admin", properties);
  }

  /** What a master keeps: bulk by its content. */
  static Configuration blobs(Path work, Path key) {
    return blobs("cuesta.blobs.master", work.resolve("blobs"), key);
  }

  /** What an agent's process has fetched, so that it need not do so again. */
  static Configuration fetched(Path work, Path key) {
    return blobs("cuesta.blobs.agent", work.resolve("blobs-cache"), key);
  }

  private static Configuration blobs(String pid, Path dir, Path key) {
    Map<String, Object> properties = new TreeMap<>();
    properties.put("dir", dir.toString());
    properties.put("key.file", key.toString());
    return Configuration.of(pid, properties);
  }

  static Configuration deploy(Path plugins, Path store) {
    Map<String, Object> properties = new TreeMap<>();
    properties.put("plugins.dir", plugins.toString());
    properties.put("store.dir", store.toString());
    return Configuration.of("cuesta.deploy", properties);
  }
}
