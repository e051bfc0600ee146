package cuesta.launcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cuesta master}. */
@Command(
    name = "master",
    description = "Runs a master. Several with the same --zk stand by for one another.")
final class MasterCommand implements Callable<Integer> {
  @Mixin HelpFlag help;

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

  @Option(
      names = "--agent-timeout",
      paramLabel = "DUR",
      converter = AgentTime.class,
      description = "how long an agent may be away until it is given up, 5s to 60m (default: 75s)")
  Duration agentTimeout = AgentTime.USUAL;

  @Option(names = "--link-port", description = "gRPC, 0 for any (default: ${DEFAULT-VALUE})")
  int linkPort = 5060;

  @Mixin NodeOptions options;
  @Mixin BalancerOptions balancer;
  @Mixin PluginSettings plugin;

  @Override
  public Integer call() throws Exception {
    if (!zk.isEmpty()) {
      Ensemble.check("--zk", zk);
    }
    NodeOptions.Checked node = options.check(5050);
    int link = Ports.usable("--link-port", node.host(), linkPort);
    Optional<BalancerPlace> apps = balancer.place();
    List<Configuration> all = new ArrayList<>(node.configurations());
    all.add(NodeConfigurations.zooKeeper(zk, node.dir().resolve("zookeeper"), node.key(), session));
    all.add(NodeConfigurations.blobs(node.dir(), node.key()));
    all.add(NodeConfigurations.master(node.host(), node.port(), link, agentTimeout, node.key()));
    if (apps.isPresent()) {
      all.add(apps.get().configuration("", node.key()));
    }
    all.addAll(plugin.configurations(List.of()));
    Container container = Node.start(node.dir(), all, plugin);
    System.out.println("master: " + node.url() + ", agents connect to port " + link);
    if (apps.isPresent()) {
      System.out.println("apps: " + apps.get().urls());
    }
    // A registry that it can never read is said here; an ensemble that is away may come later.
    Readiness.await(node.url() + "/health", MasterCommand::knowsLeader);
    container.awaitStop();
    return 0;
  }

  private static boolean knowsLeader(String health) {
    String compact = health.replace(" ", "");
    return !compact.isEmpty() && !compact.contains("\"leader\":null");
  }
}
