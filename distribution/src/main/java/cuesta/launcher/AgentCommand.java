package cuesta.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cuesta agent}. */
@Command(
    name = "agent",
    description = "Runs an agent: it offers this machine to a master and runs tasks on it.")
final class AgentCommand implements Callable<Integer> {
  @Mixin HelpFlag help;

  @Option(
      names = "--master",
      paramLabel = "MASTER",
      required = true,
      description = "zk://host:port,…/path, or host:port of a master")
  String master;

  @Option(names = "--allow-root", description = "run tasks as root if their framework asks")
  boolean allowRoot;

  @Mixin NodeOptions options;
  @Mixin AgentOptions agent;
  @Mixin BalancerOptions balancer;
  @Mixin PluginSettings plugin;

  @Override
  public Integer call() throws Exception {
    boolean byZooKeeper = Ensemble.isMeant(master);
    if (byZooKeeper) {
      Ensemble.check("--master", master);
    }
    NodeOptions.Checked node = options.check(5051);
    Optional<BalancerPlace> apps = balancer.place();
    List<Configuration> all = new ArrayList<>(node.configurations());
    if (byZooKeeper) {
      all.add(
          NodeConfigurations.zooKeeper(
              master, node.dir().resolve("zookeeper"), node.key(), SessionTime.USUAL));
    }
    all.add(NodeConfigurations.fetched(node.dir(), node.key()));
    String leader = byZooKeeper ? "" : master;
    all.add(
        agent.configuration(
            1, 1, false, node.host(), node.port(), leader, node.dir(), allowRoot, node.key()));
    if (apps.isPresent()) {
      all.add(apps.get().configuration(leader, node.key()));
    }
    all.addAll(plugin.configurations(agent.settings()));
    Container container = Node.start(node.dir(), all, plugin);
    System.out.println("agent: " + node.url() + "/slave(1), master " + master);
    if (apps.isPresent()) {
      System.out.println("apps: " + apps.get().urls());
    }
    container.awaitStop();
    return 0;
  }
}
