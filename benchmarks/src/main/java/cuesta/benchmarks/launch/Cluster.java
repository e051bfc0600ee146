package cuesta.benchmarks.launch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Nodes of a real distribution, each a process, below one directory. */
public final class Cluster implements AutoCloseable {
  /** So many small tasks fit that room is never what is measured. */
  public static final String RESOURCES = "cpus:128;mem:262144;ports:[31000-32000]";

  private static final long START_SECONDS = 60;
  private static final long STOP_SECONDS = 20;

  /** In the command line of the supervisors and of the shell that they are forked from. */
  private static final String SUPERVISOR = "launcher.sh";

  private final List<Process> nodes = new ArrayList<>();
  private final Path dir;
  private final String url;
  private Door door;
  private List<String> agentCommand = List.of();

  private Cluster(Path dir, String url) {
    this.dir = dir;
    this.url = url;
  }

  /**
   * A master and an agent, apart, so that each has figures of its own.
   *
   * @param home a distribution
   * @param dir where all of it is
   * @param isolation the agent's
   * @param more further options of the agent
   * @return both, ready
   * @throws Exception if one does not start
   */
  public static Cluster apart(Path home, Path dir, String isolation, String... more)
      throws Exception {
    int port = freePort();
    int link = freePort();
    Cluster cluster = new Cluster(dir, "http://127.0.0.1:" + port);
    String key = dir.resolve("cluster.key").toString();
    String program = home.resolve("bin/cuesta").toString();
    try {
      cluster.start(
          List.of(
              program,
              "master",
              "--work-dir",
              dir.resolve("master").toString(),
              "--port",
              "" + port,
              "--link-port",
              "" + link,
              "--cluster-key",
              key));
      cluster.await(health -> health.path("leading").asBoolean());
      List<String> agent = new ArrayList<>(List.of(more));
      agent.addAll(
          0,
          List.of(
              program,
              "agent",
              "--master",
              "127.0.0.1:" + port,
              "--work-dir",
              dir.resolve("agent").toString(),
              "--port",
              "" + freePort(),
              "--cluster-key",
              key,
              "--isolation",
              isolation,
              "--resources",
              RESOURCES,
              "--allow-root"));
      cluster.startAgent(agent);
      cluster.await(Cluster::ready);
    } catch (Exception e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  /**
   * What a newcomer starts, in one process.
   *
   * @param command starts it
   * @param dir where all of it is
   * @param more further options
   * @return it, ready
   * @throws Exception if it does not start
   */
  public static Cluster dev(Path command, Path dir, String... more) throws Exception {
    int port = freePort();
    Cluster cluster = new Cluster(dir, "http://127.0.0.1:" + port);
    List<String> words = new ArrayList<>();
    words.addAll(List.of(command.toString(), "dev", "--dir", dir.toString(), "--port", "" + port));
    words.addAll(List.of(more));
    try {
      cluster.start(words);
      cluster.await(Cluster::ready);
    } catch (Exception e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  /**
   * The agent's process is killed, and started again as it was: tasks run on. Returns when the
   * master has it and its tasks.
   */
  void replaceAgent() throws Exception {
    nodes.removeLast().destroyForcibly().waitFor();
    await(health -> !ready(health)); // it was missed
    startAgent(agentCommand);
    await(Cluster::ready);
  }

  private void startAgent(List<String> command) throws IOException {
    agentCommand = command;
    start(command);
  }

  /**
   * Its door.
   *
   * @return the master's
   */
  public Door door() {
    return door;
  }

  /**
   * What a command line needs to find it.
   *
   * @return variables of its environment
   */
  public Map<String, String> environment() {
    return Map.of("CUESTA_MASTER", url, "CUESTA_CLUSTER_KEY", key().toString());
  }

  private Path key() {
    return dir.resolve("cluster.key");
  }

  /**
   * The first node started: a master, or all of {@code dev}.
   *
   * @return its process
   */
  public long master() {
    return nodes.getFirst().pid();
  }

  /**
   * The last node started.
   *
   * @return its process
   */
  public long agent() {
    return nodes.getLast().pid();
  }

  /**
   * All that was forked to run tasks, the tasks too: their time is added to their parent's when it
   * has waited for them.
   *
   * @return processor time so far
   */
  public double supervisorsMillis() {
    return supervisors().stream().mapToDouble(Proc::cpuMillis).sum();
  }

  /** The resident shell, and one of its kind for each live task. */
  List<Long> supervisors() {
    return Proc.find(SUPERVISOR, dir.toString());
  }

  /** What the supervisors started. */
  List<Long> commands() {
    List<Long> supervisors = supervisors();
    return supervisors.stream()
        .flatMap(pid -> Proc.descendants(pid).stream())
        .distinct()
        .filter(pid -> !supervisors.contains(pid))
        .toList();
  }

  private void start(List<String> command) throws IOException {
    File log = dir.resolve("node" + nodes.size() + ".out").toFile();
    nodes.add(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start());
  }

  private interface Test {
    boolean passes(JsonNode health);
  }

  private static boolean ready(JsonNode health) {
    return health.path("leading").asBoolean()
        && health.path("reasons").isArray()
        && health.path("reasons").isEmpty();
  }

  private void await(Test test) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    String last = "no answer";
    while (System.nanoTime() < deadline) {
      if (nodes.stream().anyMatch(node -> !node.isAlive())) {
        throw new IOException("a node ended while it started; see " + dir + "/node*.out");
      }
      try {
        if (door == null && Files.exists(key()) && Files.readString(key()).endsWith("\n")) {
          door = new Door(url, Files.readString(key()).strip());
        }
        JsonNode health = door == null ? null : door.get("/health");
        if (health != null && test.passes(health)) {
          return;
        }
        last = String.valueOf(health);
      } catch (IOException e) {
        last = e.toString();
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new IOException("not ready within " + START_SECONDS + " s: " + last);
  }

  /** Ends what was started here, tasks included: they would outlive their agent on purpose. */
  @Override
  public void close() throws InterruptedException {
    List<Long> tasks = new ArrayList<>(commands());
    if (door != null) {
      door.close();
    }
    for (Process node : nodes.reversed()) {
      node.destroy();
      if (!node.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        node.destroyForcibly();
      }
    }
    tasks.addAll(supervisors());
    tasks.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }

  /**
   * A port that nobody uses now.
   *
   * @return the port
   * @throws IOException if there is none
   */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
