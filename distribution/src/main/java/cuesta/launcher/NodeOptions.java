package cuesta.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What is said of a master as of an agent: its directory, its door, its secret. */
final class NodeOptions {
  @Option(names = "--work-dir", paramLabel = "DIR", required = true, description = "its directory")
  Path work;

  @Option(names = "--host", description = "where it listens (default: ${DEFAULT-VALUE})")
  String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "HTTP, 0 for any (default: 5050 for a master, 5051 for an agent)")
  Integer port;

  @Option(
      names = "--cluster-key",
      paramLabel = "FILE",
      description = "the cluster's secret; made if absent (default: ~/.cuesta/cluster.key)")
  Path key = Path.of(System.getProperty("user.home"), ".cuesta", "cluster.key");

  @Option(names = "--plugins", paramLabel = "DIR", description = "default: plugins in --work-dir")
  Path plugins;

  @Option(names = "--insecure", description = "listen beyond loopback without encryption")
  boolean insecure;

  /**
   * What was said, found to be possible.
   *
   * @param dir its directory
   * @param key the file of the secret
   * @param plugins its plugins folder
   * @param host where it listens
   * @param port for HTTP, a real one
   */
  record Checked(Path dir, Path key, Path plugins, String host, int port) {
    String url() {
      return "http://" + host + ":" + port;
    }

    /** What every node is configured with. */
    List<Configuration> configurations() {
      return List.of(
          HttpServer.listen(host, port),
          NodeConfigurations.admin(host, port, key),
          NodeConfigurations.deploy(plugins, dir.resolve("deploy")));
    }
  }

  /**
   * Makes the directories and the secret, if they are not there.
   *
   * @param usual the port, if none was said
   * @throws IOException naming the flag that cannot be followed
   */
  Checked check(int usual) throws IOException {
    Loopback.check(host, insecure);
    Path dir = Directories.writable("--work-dir", work);
    Path secret = ClusterKey.ensure(key);
    Path dropped =
        Directories.writable("--plugins", plugins == null ? dir.resolve("plugins") : plugins);
    return new Checked(
        dir, secret, dropped, host, Ports.usable("--port", host, port == null ? usual : port));
  }
}
