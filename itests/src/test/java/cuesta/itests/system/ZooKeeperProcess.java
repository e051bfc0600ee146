package cuesta.itests.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import cuesta.contracts.Await;
import cuesta.itests.FreePort;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.server.ZooKeeperServerMain;

/**
 * ZooKeeper's own server in a process of its own, as an operator runs it beside the masters. May be
 * frozen.
 */
final class ZooKeeperProcess implements AutoCloseable {
  private static final String PATH = "/cuesta";
  private static final String CANDIDATES = PATH + ".cuesta/candidates";
  private static final int SESSION_MS = 10_000;

  private final Process process;
  private final int port;

  private ZooKeeperProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one and waits until it accepts connections. */
  static ZooKeeperProcess start(Path dir) throws Exception {
    Path data = Files.createDirectories(dir.resolve("zookeeper"));
    int port = FreePort.any();
    // A tick of half a second, so that sessions may be as short as a second.
    Path settings =
        Files.write(
            data.resolve("zoo.cfg"),
            List.of(
                "tickTime=500",
                "maxSessionTimeout=600000",
                "dataDir=" + data,
                "clientPort=" + port,
                "clientPortAddress=127.0.0.1",
                "admin.enableServer=false"));
    File log = data.resolve("log").toFile();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                ZooKeeperServerMain.class.getName(),
                settings.toString())
            .redirectOutput(log)
            .redirectError(log)
            .start();
    ZooKeeperProcess server = new ZooKeeperProcess(process, port);
    try {
      Await.until(
          "ZooKeeper accepts connections at port " + port,
          () -> accepts(port) || !process.isAlive(),
          () -> shown(log));
      if (!process.isAlive()) {
        throw new AssertionError("ZooKeeper did not start: " + shown(log));
      }
      return server;
    } catch (Exception | Error e) {
      server.close();
      throw e;
    }
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static String shown(File log) {
    try {
      return Files.readString(log.toPath());
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** As {@code --zk} takes it. */
  String url() {
    return url(port);
  }

  /** The same through a relay to it. */
  String url(Relay relay) {
    return url(relay.port());
  }

  private static String url(int port) {
    return "zk://127.0.0.1:" + port + PATH;
  }

  int port() {
    return port;
  }

  /**
   * Takes the first in the queue of candidates out of it, so that the next one leads: as if its
   * session had ended, without a word to it.
   */
  void removeFirstCandidate(String secret) throws Exception {
    CountDownLatch connected = new CountDownLatch(1);
    Watcher watcher = event -> connected.countDown();
    ZooKeeper client = new ZooKeeper("127.0.0.1:" + port, SESSION_MS, watcher);
    try {
      connected.await();
      client.addAuthInfo("digest", ("cuesta:" + secret).getBytes(UTF_8));
      List<String> candidates = client.getChildren(CANDIDATES, false);
      String first =
          candidates.stream()
              .min(Comparator.comparing(name -> name.substring(name.lastIndexOf('-'))))
              .orElseThrow();
      client.delete(CANDIDATES + "/" + first, -1);
    } finally {
      client.close();
    }
  }

  /** Nothing is lost and nothing is answered until {@link #wake}. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  void wake() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
