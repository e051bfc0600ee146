package cuesta.itests.swap;

import cuesta.api.TaskId;
import cuesta.api.cluster.AgentView;
import cuesta.api.cluster.TaskView;
import cuesta.api.front.Deployments;
import cuesta.api.front.Master;
import cuesta.api.front.PluginView;
import cuesta.api.front.Slots;
import cuesta.contracts.Await;
import cuesta.itests.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** A master and an agent in this container, configured as the launcher does it. */
final class Cluster {
  private static final String HOST = "127.0.0.1";
  private static final String SECRET = "5ec2e7".repeat(11);

  /** The probe's classes are loaded once per container, and so the cluster is started once. */
  private static Cluster running;

  private final BundleContext context;
  private final Path dir;
  private final int port;

  private Cluster(BundleContext context, Path dir, int port) {
    this.context = context;
    this.dir = dir;
    this.port = port;
  }

  /** The cluster of the container, ready for work. */
  static synchronized Cluster of(BundleContext context) throws Exception {
    if (running == null) {
      Path work = Files.createDirectories(Path.of(System.getProperty("cuesta.work")));
      Cluster cluster =
          new Cluster(context, Files.createTempDirectory(work, "c").toRealPath(), FreePort.any());
      cluster.configure();
      running = cluster;
    }
    running.awaitReady();
    return running;
  }

  private void configure() throws IOException {
    Path key =
        Files.createFile(
            dir.resolve("cluster.key"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(key, SECRET + "\n");
    String file = key.toString();
    Map<String, Object> door = Map.of("host", HOST, "port", port, "key.file", file);
    singleton(
        "org.apache.felix.http",
        Map.of(
            "org.apache.felix.http.host",
            HOST,
            "org.osgi.service.http.port",
            port,
            "org.apache.felix.http.jetty.virtualthreads.enable",
            true,
            "org.apache.felix.http.jetty.threadpool.max",
            8));
    singleton(
        "cuesta.zookeeper",
        Map.of("servers", "", "path", "/mesos", "embedded.dir", below("zk"), "key.file", file));
    singleton("cuesta.admin", door);
    singleton("cuesta.deploy", Map.of("plugins.dir", below("plugins"), "store.dir", below("jars")));
    factory("cuesta.master", plus(door, Map.of("link.port", 0)));
    factory(
        "cuesta.agent",
        plus(
            door,
            Map.of(
                "node",
                "slave(1)",
                "work.dir",
                below("agent"),
                "resources",
                "cpus:16;mem:4096;disk:1024",
                "isolation",
                "posix",
                "allow.root",
                "root".equals(System.getProperty("user.name")))));
  }

  private String below(String name) {
    return dir.resolve(name).toString();
  }

  private static Map<String, Object> plus(Map<String, Object> some, Map<String, Object> more) {
    Map<String, Object> both = new TreeMap<>(some);
    both.putAll(more);
    return both;
  }

  private void singleton(String pid, Map<String, Object> properties) throws IOException {
    update(admin().getConfiguration(pid, "?"), properties);
  }

  private void factory(String pid, Map<String, Object> properties) throws IOException {
    update(admin().getFactoryConfiguration(pid, "one", "?"), properties);
  }

  private static void update(Configuration configuration, Map<String, Object> properties)
      throws IOException {
    configuration.update(new Hashtable<>(properties));
  }

  private ConfigurationAdmin admin() {
    return service(ConfigurationAdmin.class);
  }

  private void awaitReady() throws Exception {
    Await.until("a master is there", () -> references(Master.class).size() == 1, () -> "none");
    Await.until(
        "it leads and lacks nothing",
        () -> master().leadership().leading() && master().health().isEmpty(),
        () -> List.of(master().leadership(), master().health(), rows()));
    Await.until(
        "the agent is active",
        () -> agent().map(AgentView::state).equals(Optional.of(AgentView.ACTIVE)),
        this::rows);
    Await.until("framework run serves", () -> master().endpoint("run").isPresent(), this::rows);
  }

  private <T> Collection<ServiceReference<T>> references(Class<T> type) {
    try {
      return context.getServiceReferences(type, null);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A service which is there as long as the container is. */
  <T> T service(Class<T> type) {
    return context.getService(references(type).iterator().next());
  }

  /** Everything this cluster wrote lies below. */
  Path dir() {
    return dir;
  }

  Master master() {
    return service(Master.class);
  }

  Optional<? extends AgentView> agent() {
    for (AgentView agent : master().view().agents()) {
      return Optional.of(agent);
    }
    return Optional.empty();
  }

  Plugins plugins() {
    return new Plugins(dir.resolve("plugins"), service(Deployments.class));
  }

  Runs runs() {
    return new Runs("http://" + HOST + ":" + port, SECRET);
  }

  /** The candidates of all nodes that have not left. */
  List<PluginView> rows() {
    List<PluginView> rows = new ArrayList<>();
    for (ServiceReference<Slots> reference : references(Slots.class)) {
      context.getService(reference).candidates().stream()
          .filter(row -> !row.state().equals(PluginView.GONE))
          .forEach(rows::add);
    }
    return rows;
  }

  /** Who serves in a slot, the first by name where there are many. */
  Optional<PluginView> current(String slot) {
    return rows().stream()
        .filter(row -> row.slot().equals(slot) && row.state().equals(PluginView.CURRENT))
        .findFirst();
  }

  /** Which bundle serves in a slot that has one place for each name. */
  Optional<Long> current(String slot, String name) {
    return rows().stream()
        .filter(row -> row.slot().equals(slot) && row.name().equals(name))
        .filter(row -> row.state().equals(PluginView.CURRENT))
        .map(PluginView::bundleId)
        .findFirst();
  }

  /** Waits until a bundle's plugin serves in a slot. */
  void awaitCurrent(String slot, long bundle) throws Exception {
    Await.until(
        "the " + slot + " is of bundle " + bundle,
        () -> current(slot).map(PluginView::bundleId).equals(Optional.of(bundle)),
        this::rows);
  }

  /** What runs on the agent, in the words of the master. */
  SortedMap<TaskId, String> tasks() {
    SortedMap<TaskId, String> tasks = new TreeMap<>();
    for (TaskView task : agent().orElseThrow().tasks()) {
      tasks.put(task.id(), task.state() + " in " + task.container() + " since " + task.changed());
    }
    return tasks;
  }

  /** What changes if, and only if, the core or a node of it is started again. */
  String identity() {
    return "%s %s term %d, agent %s since %s, core %d"
        .formatted(
            references(Master.class),
            references(Slots.class),
            master().leadership().term(),
            agent().orElseThrow().id(),
            agent().orElseThrow().registered(),
            core());
  }

  private long core() {
    return references(Master.class).iterator().next().getBundle().getLastModified();
  }
}
