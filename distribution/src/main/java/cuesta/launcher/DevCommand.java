package cuesta.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cuesta dev}: a whole cluster in one process, the same code that runs on many machines. */
@Command(
    name = "dev",
    description = "Runs a whole cluster on this machine: a master, ZooKeeper and agents.")
final class DevCommand implements Callable<Integer> {
  @Mixin HelpFlag help;

  private static final String HOST = "127.0.0.1";

  @Option(names = "--agents", description = "how many (default: ${DEFAULT-VALUE})")
  int agents = 1;

  @Option(
      names = "--dir",
      paramLabel = "D",
      description = "everything it writes lies below (default: ${DEFAULT-VALUE})")
  Path dir = Path.of(".cuesta");

  @Option(
      names = "--port",
      description = "HTTP, 0 for any (default: ${DEFAULT-VALUE}); everything else takes free ports")
  int port = 5050;

  @Option(
      names = "--agent-timeout",
      paramLabel = "DUR",
      converter = AgentTime.class,
      description = "how long an agent may be away until it is given up, 5s to 60m (default: 75s)")
  Duration agentTimeout = AgentTime.USUAL;

  @Option(names = "--overcommit", description = "give each agent the whole machine")
  boolean overcommit;

  @Mixin AgentOptions options;
  @Mixin BalancerOptions balancer;
  @Mixin PluginSettings plugin;

  @Override
  public Integer call() throws Exception {
    if (agents < 1 || agents > 64) {
      throw new IllegalArgumentException("--agents must be 1 to 64, not " + agents);
    }
    Path work = Directories.writable("--dir", dir);
    Path key = ClusterKey.ensure(work.resolve("cluster.key"));
    Path plugins = Directories.writable("--dir", work.resolve("plugins"));
    int http = Ports.usable("--port", HOST, port);
    try (PortBlock ports = PortBlock.take(work)) {
      options.resources = ports.in(options.resources);
      return run(work, key, plugins, http);
    }
  }

  private int run(Path work, Path key, Path plugins, int http) throws Exception {
    Optional<BalancerPlace> apps = balancer.usualPlace(http, port == 0);
    boolean root = "root".equals(System.getProperty("user.name"));
    List<Configuration> all = new ArrayList<>();
    all.add(HttpServer.listen(HOST, http));
    all.add(NodeConfigurations.zooKeeper("", work.resolve("zookeeper"), key, SessionTime.USUAL));
    all.add(NodeConfigurations.admin(HOST, http, key));
    all.add(NodeConfigurations.deploy(plugins, work.resolve("deploy")));
    all.add(NodeConfigurations.blobs(work, key));
    all.add(NodeConfigurations.fetched(work, key));
    all.add(NodeConfigurations.master(HOST, http, 0, agentTimeout, key));
    for (int n = 1; n <= agents; n++) {
      all.add(
          options.configuration(
              n, agents, overcommit, HOST, http, "", work.resolve("agent" + n), root, key));
    }
    if (apps.isPresent()) {
      all.add(apps.get().configuration("", key));
    }
    all.addAll(plugin.configurations(options.settings()));
    Container container = Node.start(work, all, plugin);
    String url = "http://" + HOST + ":" + http;
    boolean ready = Readiness.await(url + "/health", DevCommand::isReady);
    Node.refuseIfFailed(container);
    if (!ready) {
      System.err.println(
          "cuesta: not ready after a minute; "
              + url
              + "/health says: "
              + Readiness.get(url + "/health")
              + "; see "
              + work.resolve("log"));
    }
    greet(work, url, apps, root);
    container.awaitStop();
    return 0;
  }

  /** Leading, and nothing to complain of: no allocator or no agent would be a reason. */
  private static boolean isReady(String health) {
    String compact = health.replace(" ", "");
    return compact.contains("\"leading\":true") && compact.contains("\"reasons\":[]");
  }

  private void greet(Path work, String url, Optional<BalancerPlace> apps, boolean root)
      throws IOException {
    boolean usual = port == 5050;
    String cuesta = usual ? "./cuesta " : "./cuesta --master " + url + " ";
    System.out.println("ready: " + url + ", " + agents + (agents == 1 ? " agent" : " agents"));
    System.out.println("  files and key   " + work);
    System.out.println("  hot deploy      " + work.resolve("plugins"));
    if (apps.isPresent()) {
      System.out.println("  apps            " + apps.get().urls());
    }
    if (root) {
      System.out.println("  started by root, so tasks run as root");
    }
    System.out.println("try next, in another terminal:");
    System.out.println("  " + cuesta + "run -- sh -c 'echo hello; exit 3'");
    System.out.println("  " + cuesta + "ps --all");
    System.out.println("  " + cuesta + "cron add tick --schedule '@every 10s' -- date");
    if (apps.isPresent()) {
      System.out.println(
          "  " + cuesta + "app run web -n 2 -- sh -c 'exec python3 -m http.server $PORT'");
    }
    System.out.println("  " + cuesta + "ci run DIR   (a git repository with a .gitlab-ci.yml)");
    System.out.println(
        "  cp distribution/target/cuesta/examples/allocator-fifo.jar "
            + work.resolve("plugins")
            + "/ && "
            + cuesta
            + "plugins");
    System.out.flush();
  }
}
