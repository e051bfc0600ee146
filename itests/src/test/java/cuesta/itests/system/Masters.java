package cuesta.itests.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import com.fasterxml.jackson.databind.JsonNode;
import cuesta.contracts.Await;
import cuesta.itests.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Masters that stand by for one another on a ZooKeeper of its own, and agents which know nothing
 * but its address: each a process.
 */
final class Masters {
  /**
   * One master.
   *
   * @param relay its way to ZooKeeper
   * @param work its directory
   */
  record Master(Program program, Client client, Relay relay, Path work) {
    JsonNode health() {
      return client.get("/health");
    }

    boolean leads() {
      return health().path("leading").asBoolean();
    }

    long term() {
      return health().path("term").asLong();
    }
  }

  private record Agent(Program program, Client client, Path work) {}

  private static final int PORTS = 200; // for the tasks of each agent

  private final Path dir;
  private final Path key;
  private final List<String> masterFlags;
  private final List<String> agentFlags;
  private final ZooKeeperProcess zooKeeper;
  private final List<Master> masters = new CopyOnWriteArrayList<>(); // others may read it
  private final List<Agent> agents = new ArrayList<>();
  private final List<Relay> relays = new ArrayList<>();
  private final Map<Integer, Integer> ports = new TreeMap<>();

  private Masters(
      Path dir,
      Path key,
      List<String> masterFlags,
      List<String> agentFlags,
      ZooKeeperProcess zooKeeper) {
    this.dir = dir;
    this.key = key;
    this.masterFlags = masterFlags;
    this.agentFlags = agentFlags;
    this.zooKeeper = zooKeeper;
  }

  /**
   * Starts all and waits until one leads and has all agents.
   *
   * @param session how long a silence is borne, as the flag takes it
   * @param agentFlags further flags of agents
   */
  static Masters start(Path dir, int masters, int agents, String session, String... agentFlags)
      throws Exception {
    return start(dir, masters, agents, List.of("--session-timeout", session), agentFlags);
  }

  /**
   * Starts all and waits until one leads and has all agents.
   *
   * @param masterFlags further flags of masters
   * @param agentFlags further flags of agents
   */
  static Masters start(
      Path dir, int masters, int agents, List<String> masterFlags, String... agentFlags)
      throws Exception {
    Path key =
        Files.createFile(dir.resolve("cluster.key"), asFileAttribute(fromString("rw-------")));
    Files.write(key, "5ec2e7".repeat(11).getBytes(UTF_8));
    Masters cluster =
        new Masters(dir, key, masterFlags, List.of(agentFlags), ZooKeeperProcess.start(dir));
    try {
      for (int n = 0; n < masters; n++) {
        cluster.startMaster();
      }
      for (int n = 1; n <= agents; n++) {
        cluster.startAgent(n, cluster.zooKeeper.url(), 0);
      }
      cluster.leader().client().awaitAgents(agents);
      return cluster;
    } catch (Exception | Error e) {
      cluster.close();
      throw e;
    }
  }

  /** Starts one more and waits until it knows who leads. */
  Master startMaster() throws Exception {
    String work = dir.resolve("m" + (relays.size() + 1)).toString();
    List<String> arguments = new ArrayList<>(List.of("master", "--work-dir", work));
    Relay relay = Relay.to(zooKeeper.port());
    relays.add(relay);
    arguments.addAll(List.of("--port", "0", "--link-port", "0", "--zk", zooKeeper.url(relay)));
    arguments.addAll(List.of("--cluster-key", key.toString()));
    arguments.addAll(masterFlags);
    Program program = Program.start(dir, Map.of(), arguments);
    String url = program.awaitOut("^master: (http://\\S+:\\d+),").group(1);
    Master master = new Master(program, new Client(dir, url, key), relay, Path.of(work));
    masters.add(master);
    Await.until(
        "it knows who leads", () -> master.health().path("leader").has("id"), master::health);
    return master;
  }

  /**
   * Ends an agent and starts it again at the same port, so that it is no news to masters.
   *
   * @param number counts agents from 1
   * @param master where it looks for the leader
   * @return its own door
   */
  Client restartAgent(int number, String master) throws Exception {
    return restartAgent(number, master, "TERM");
  }

  /** The process of an agent has no chance to say good-bye; its tasks run on. Starts it again. */
  void killAndRestartAgent(int number) throws Exception {
    restartAgent(number, zooKeeper.url(), "KILL");
  }

  private Client restartAgent(int number, String master, String signal) throws Exception {
    Agent former = agents.remove(number - 1);
    former.program().signal(signal);
    former.program().end();
    return startAgent(number, master, former.client().port());
  }

  private Client startAgent(int number, String master, int port) throws Exception {
    Path work = dir.resolve("a" + number);
    List<String> arguments = new ArrayList<>(List.of("agent", "--master", master));
    arguments.addAll(List.of("--work-dir", work.toString(), "--port", "" + port));
    arguments.addAll(agentFlags);
    arguments.addAll(List.of("--cluster-key", key.toString(), "--allow-root"));
    if (!ports.containsKey(number)) {
      ports.put(number, FreePort.block(PORTS)); // the same ones when it is started again
    }
    int first = ports.get(number);
    String resources = "cpus:8;mem:2048;disk:1024;ports:[%d-%d]";
    arguments.addAll(List.of("--resources", resources.formatted(first, first + PORTS - 1)));
    Program program = Program.start(dir, Map.of(), arguments);
    String url = program.awaitOut("^agent: (http://\\S+:\\d+)").group(1);
    Agent agent = new Agent(program, new Client(dir, url, key), work);
    agents.add(number - 1, agent);
    return agent.client();
  }

  /** The port of an agent's load balancer; it has one by {@code --balancer-port}. */
  int balancerPort(int number) throws Exception {
    String apps = "^apps: http://NAME\\.localhost:(\\d+)/";
    return Integer.parseInt(agents.get(number - 1).program().awaitOut(apps).group(1));
  }

  /** What the end of a machine is: the last agent and all its tasks are gone without a word. */
  void killLastAgentAndItsTasks() throws Exception {
    Agent lost = agents.removeLast();
    lost.program().signal("KILL");
    lost.program().end();
    Strays.end(lost.work());
  }

  /** Who leads now, of those that answer. */
  Master leader() throws Exception {
    Await.until("one leads", () -> leading().isPresent(), this::shown);
    return leading().orElseThrow();
  }

  private Optional<Master> leading() {
    return masters.stream().filter(Master::leads).findFirst();
  }

  /** The doors of all masters. Any thread. */
  List<Client> doors() {
    return masters.stream().map(Master::client).toList();
  }

  /** Those that do not lead now. */
  List<Master> standbys() {
    return masters.stream().filter(master -> !master.leads()).toList();
  }

  /** Waits until another leads, and has all agents. */
  Master successor(Master former, long term) throws Exception {
    List<Master> others = masters.stream().filter(master -> !master.equals(former)).toList();
    Await.until(
        "another leads a term after " + term,
        () -> others.stream().anyMatch(master -> master.leads() && master.term() > term),
        this::shown);
    Master next = others.stream().filter(Master::leads).findFirst().orElseThrow();
    next.client().awaitAgents(agents.size());
    return next;
  }

  /** The process has no chance to say good-bye. */
  void kill(Master master) throws Exception {
    master.program().signal("KILL");
    master.program().end();
    masters.remove(master);
  }

  /** Asks it to end, and waits until it has. */
  Result stop(Master master) throws Exception {
    masters.remove(master);
    master.program().signal("TERM");
    return master.program().end();
  }

  /** The next one leads, though nobody tells the leader. */
  void removeLeader() throws Exception {
    zooKeeper.removeFirstCandidate(Files.readString(key).strip());
  }

  private List<JsonNode> shown() {
    return masters.stream().map(Master::health).toList();
  }

  /** Ends everything at once, tasks included. */
  void close() throws Exception {
    masters.forEach(master -> master.program().close());
    agents.forEach(agent -> agent.program().close());
    for (Relay relay : relays) {
      relay.close();
    }
    zooKeeper.close();
    Strays.end(dir);
  }
}
