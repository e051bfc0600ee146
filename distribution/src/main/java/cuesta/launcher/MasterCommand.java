package cuesta.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cuesta master}. */
@Command(
    name = "master",
    mixinStandardHelpOptions = true,
    description = "Runs a master. Several with the same --zk stand by for one another.")
final class MasterCommand implements Callable<Integer> {
  @Option(
      names = "--zk",
      paramLabel = "URL",
      description =
          "the ZooKeeper ensemble, zk://host:port,…/path (default: a server of its own on this"
              + " machine)")
  String zk = "";

  @Option(
      names = "--session-timeout",
      paramLabel = "DUR",
      converter = SessionTime.class,
      description =
          "how long a silence ends this master's ZooKeeper session, 1s to 10m (default: 10s)")
  Duration session = SessionTime.USUAL;

  @Option(names = "--work-dir", paramLabel = "DIR", required = true, description = "its directory")
  Path work;

  @Option(names = "--host", description = "where it listens (default: ${DEFAULT-VALUE})")
  String host = "127.0.0.1";

  @Option(names = "--port", description = "HTTP, 0 for any (default: ${DEFAULT-VALUE})")
  int port = 5050;

  @Option(names = "--link-port", description = "gRPC, 0 for any (default: ${DEFAULT-VALUE})")
  int linkPort = 5060;

  @Option(
      names = "--cluster-key",
      paramLabel = "FILE",
      description = "the cluster's secret; made if absent (default: ~/.cuesta/cluster.key)")
  Path key = Path.of(System.getProperty("user.home"), ".cuesta", "cluster.key");

  @Option(names = "--plugins", paramLabel = "DIR", description = "default: plugins in --work-dir")
  Path plugins;

  @Option(names = "--insecure", description = "listen beyond loopback without encryption")
  boolean insecure;

  @Mixin PluginSettings plugin;

  @Override
  public Integer call() throws Exception {
    Loopback.check(host, insecure);
    Path dir = Directories.writable("--work-dir", work);
    Path secret = ClusterKey.ensure(key);
    Path dropped =
        Directories.writable("--plugins", plugins == null ? dir.resolve("plugins") : plugins);
    int http = Ports.usable("--port", host, port);
    int link = Ports.usable("--link-port", host, linkPort);
    List<Configuration> all = new ArrayList<>();
    all.add(HttpServer.listen(host, http));
    all.add(NodeConfigurations.zooKeeper(zk, dir.resolve("zookeeper"), secret, session));
    all.add(NodeConfigurations.admin(host, http, secret));
    all.add(NodeConfigurations.deploy(dropped, dir.resolve("deploy")));
    all.add(NodeConfigurations.master(host, http, link, secret));
    all.addAll(plugin.configurations(List.of()));
    Container container = Node.start(dir, all, plugin);
    System.out.println("master: http://" + host + ":" + http + ", agents connect to port " + link);
    // A registry that it can never read is said here; an ensemble that is away may come later.
    Readiness.await("http://" + host + ":" + http + "/health", MasterCommand::knowsLeader);
    container.awaitStop();
    return 0;
  }

  private static boolean knowsLeader(String health) {
    String compact = health.replace(" ", "");
    return !compact.isEmpty() && !compact.contains("\"leader\":null");
  }
}
