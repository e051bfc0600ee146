package cuesta.benchmarks.failover;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import com.fasterxml.jackson.databind.JsonNode;
import cuesta.benchmarks.launch.Proc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.server.ZooKeeperServerMain;

/** Two masters, two agents and a ZooKeeper of its own, each a process. */
final class Masters implements AutoCloseable {
  private static final int AGENTS = 2;
  private static final String KEY = "5ec2e7".repeat(10);

  /** A master, and where it may be asked. */
  record Master(int number, Node node, Door door) {}

  private final Path home;
  private final Path dir;
  private final String session;
  private final List<Node> others = new ArrayList<>();
  private final List<Master> masters = new ArrayList<>();
  private final int zooKeeper = freePort();

  private Masters(Path home, Path dir, String session) throws IOException {
    this.home = home;
    this.dir = dir;
    this.session = session;
  }

  /**
   * Starts all.
   *
   * @param session how long a silence ends a master's session
   */
  static Masters start(Path home, Path dir, String session) throws Exception {
    Masters all = new Masters(home, dir, session);
    try {
      Files.writeString(
          Files.createFile(all.key(), asFileAttribute(fromString("rw-------"))), KEY + "\n");
      all.startZooKeeper();
      all.startMaster(1);
      all.startMaster(2);
      for (int n = 1; n <= AGENTS; n++) {
        all.startAgent(n);
      }
      all.awaitReady(all.masters.getFirst());
      return all;
    } catch (Exception e) {
      all.close();
      throw e;
    }
  }

  private Path key() {
    return dir.resolve("cluster.key");
  }

  /** With the tick of ZooKeeper's own sample: it looks for silent sessions that often. */
  private void startZooKeeper() throws IOException {
    Path data = Files.createDirectory(dir.resolve("zookeeper"));
    Path settings =
        Files.write(
            data.resolve("zoo.cfg"),
            List.of(
                "tickTime=2000",
                "dataDir=" + data,
                "clientPort=" + zooKeeper,
                "clientPortAddress=127.0.0.1",
                "admin.enableServer=false"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    String main = ZooKeeperServerMain.class.getName();
    others.add(
        Node.start(dir, List.of(java, "-Xmx256m", "-cp", classes, main, settings.toString())));
  }

  /** Starts one, or starts it again after its end. */
  Master startMaster(int number) throws IOException, InterruptedException {
    List<String> command = command("master", "m" + number);
    command.addAll(List.of("--port", "0", "--link-port", "0", "--session-timeout", session));
    command.addAll(List.of("--zk", url()));
    Node node = Node.start(dir, command);
    String url = node.await("^master: (http://\\S+:\\d+),");
    Master master = new Master(number, node, new Door(url, KEY));
    masters.add(master);
    master.door().await("/health", health -> health.path("leader").has("id"));
    return master;
  }

  private void startAgent(int number) throws IOException, InterruptedException {
    List<String> command = command("agent", "a" + number);
    command.addAll(List.of("--port", "0", "--master", url(), "--isolation", "posix"));
    command.addAll(List.of("--resources", "cpus:64;mem:65536", "--allow-root"));
    Node agent = Node.start(dir, command);
    others.add(agent);
    agent.await("^(agent): ");
  }

  private List<String> command(String what, String name) {
    return new ArrayList<>(
        List.of(
            home.resolve("bin/cuesta").toString(),
            what,
            "--work-dir",
            dir.resolve(name).toString(),
            "--cluster-key",
            key().toString()));
  }

  private String url() {
    return "zk://127.0.0.1:" + zooKeeper + "/cuesta";
  }

  /** Waits until a master leads and has all agents. */
  void awaitReady(Master master) throws IOException, InterruptedException {
    master.door().await("/agents", Masters::allActive);
  }

  private static boolean allActive(JsonNode answer) {
    int active = 0;
    for (JsonNode agent : answer.path("agents")) {
      active += agent.path("state").asText().equals("ACTIVE") ? 1 : 0;
    }
    return active == AGENTS;
  }

  Master leader() throws IOException, InterruptedException {
    return leads(masters.getFirst()) ? masters.getFirst() : masters.getLast();
  }

  Master standby() throws IOException, InterruptedException {
    return leads(masters.getFirst()) ? masters.getLast() : masters.getFirst();
  }

  private static boolean leads(Master master) throws IOException, InterruptedException {
    return master.door().await("/health", answer -> true).path("leading").asBoolean();
  }

  /** It has ended: another process takes its place. */
  void replace(Master ended) throws IOException, InterruptedException {
    ended.node().awaitEnd();
    ended.door().close();
    masters.remove(ended);
    startMaster(ended.number());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Ends what was started here; the tasks have ended by themselves. */
  @Override
  public void close() throws InterruptedException {
    for (Master master : masters) {
      master.door().close();
      master.node().close();
    }
    for (Node other : others.reversed()) {
      other.close();
    }
    Proc.find("launcher.sh", dir.toString())
        .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }
}
