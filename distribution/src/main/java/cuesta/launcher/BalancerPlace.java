package cuesta.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a load balancer listens.
 *
 * @param host as it was said
 * @param address what it means
 * @param port a real one
 */
record BalancerPlace(String host, InetAddress address, int port) {
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  /** Where applications are reached, for people. */
  String urls() throws IOException {
    String byPath = "http://" + reached() + ":" + port + "/NAME/";
    return address.isLoopbackAddress() ? "http://NAME.localhost:" + port + "/  " + byPath : byPath;
  }

  /**
   * The component's configuration.
   *
   * @param master HTTP address of a master; empty to ask the ensemble
   * @param key the file of the cluster key
   */
  Configuration configuration(String master, Path key) throws IOException {
    Map<String, Object> properties = new TreeMap<>();
    properties.put("id", machine().replaceAll("[^A-Za-z0-9.-]", "-") + "-" + port);
    properties.put("host", host);
    properties.put("port", port);
    properties.put("address", reached());
    properties.put("master", master);
    properties.put("key.file", key.toString());
    return Configuration.of("cuesta.balancer", "balancer", properties);
  }

  /** The host in URLs: one that listens everywhere is known by the machine's name. */
  private String reached() throws IOException {
    String name = address.isAnyLocalAddress() ? machine() : host;
    return name.indexOf(':') < 0 ? name : "[" + name + "]";
  }

  /** The kernel is asked, since a name server may be slow or have another opinion. */
  private static String machine() throws IOException {
    return Files.readString(HOST_NAME).strip();
  }
}
