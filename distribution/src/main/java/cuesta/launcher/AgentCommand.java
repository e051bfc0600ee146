package cuesta.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cuesta agent}. */
@Command(
    name = "agent",
    mixinStandardHelpOptions = true,
    description = "Runs an agent: it offers this machine to a master and runs tasks on it.")
final class AgentCommand implements Callable<Integer> {
  @Option(
      names = "--master",
      paramLabel = "MASTER",
      required = true,
      description = "zk://host:port,…/path, or host:port of a master")
  String master;

  @Option(names = "--work-dir", paramLabel = "DIR", required = true, description = "its directory")
  Path work;

  @Option(names = "--host", description = "where it listens (default: ${DEFAULT-VALUE})")
  String host = "127.0.0.1";

  @Option(names = "--port", description = "HTTP, 0 for any (default: ${DEFAULT-VALUE})")
  int port = 5051;

  @Option(
      names = "--cluster-key",
      paramLabel = "FILE",
      description = "the cluster's secret (default: ~/.cuesta/cluster.key)")
  Path key = Path.of(System.getProperty("user.home"), ".cuesta", "cluster.key");

  @Option(names = "--plugins", paramLabel = "DIR", description = "default: plugins in --work-dir")
  Path plugins;

  @Option(names = "--allow-root", description = "run tasks as root if their framework asks")
  boolean allowRoot;

  @Option(names = "--insecure", description = "listen beyond loopback without encryption")
  boolean insecure;

  @Mixin AgentOptions options;
  @Mixin PluginSettings plugin;

  @Override
  public Integer call() throws Exception {
    Loopback.check(host, insecure);
    Path dir = Directories.writable("--work-dir", work);
    Path secret = ClusterKey.ensure(key);
    Path dropped =
        Directories.writable("--plugins", plugins == null ? dir.resolve("plugins") : plugins);
    int http = Ports.usable("--port", host, port);
    boolean byZooKeeper = master.startsWith("zk://");
    List<Configuration> all = new ArrayList<>();
    all.add(HttpServer.listen(host, http));
    all.add(NodeConfigurations.admin(host, http, secret));
    all.add(NodeConfigurations.deploy(dropped, dir.resolve("deploy")));
    if (byZooKeeper) {
      all.add(
          NodeConfigurations.zooKeeper(
              master, dir.resolve("zookeeper"), secret, SessionTime.USUAL));
    }
    all.add(
        options.configuration(
            1, 1, false, host, http, byZooKeeper ? "" : master, dir, allowRoot, secret));
    all.addAll(plugin.configurations(options.settings()));
    Container container = Node.start(dir, all, plugin);
    System.out.println("agent: http://" + host + ":" + http + "/slave(1), master " + master);
    container.awaitStop();
    return 0;
  }
}
