package cuesta.election.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.ha.Election;
import cuesta.contracts.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The embedded server with all that belongs to it. Counts the threads of this JVM. */
@Isolated
class PartsTest {
  private static final Election.Address ADDRESS = new Election.Address("h", 1, 2);

  private Path directory;

  @BeforeEach
  void make() throws IOException {
    directory = Servers.directory();
  }

  @AfterEach
  void delete() throws IOException {
    Servers.delete(directory);
  }

  private Settings settings(int port) {
    return new Settings(
        Optional.empty(),
        "/mesos",
        directory,
        port,
        Duration.ofMillis(500),
        Duration.ofSeconds(5),
        "cuesta:secret");
  }

  private static long awaitTerm(Parts parts) throws Exception {
    CompletableFuture<Long> won = new CompletableFuture<>();
    parts.election().campaign(ADDRESS, term -> won.complete(term));
    return won.get(30, TimeUnit.SECONDS);
  }

  private int port() throws IOException {
    return Integer.parseInt(Files.readString(directory.resolve("port")).strip());
  }

  @Test
  void everythingIsFoundAgainAfterARestart() throws Exception {
    long term;
    int port;
    try (Parts parts = Parts.start(settings(0))) {
      term = awaitTerm(parts);
      port = port();
      parts.journal().load(term);
      parts
          .journal()
          .append(term, List.of(new byte[] {42}))
          .toCompletableFuture()
          .get(20, TimeUnit.SECONDS);
    }
    try (Parts parts = Parts.start(settings(0))) {
      long next = awaitTerm(parts);
      assertTrue(next > term);
      assertEquals(42, parts.journal().load(next).changes().getFirst()[0]);
      assertEquals(port, port());
    }
  }

  @Test
  void noThreadIsLeftBehind() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (Parts parts = Parts.start(settings(0))) {
      awaitTerm(parts);
    }
    Await.until("threads end", () -> since(before).isEmpty(), () -> since(before));
  }

  private static List<String> since(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .map(Thread::getName)
        // The JVM's own, which it starts when it first needs them and keeps.
        .filter(name -> !name.matches("(ForkJoinPool|VirtualThread|Notification|Completable).*"))
        .toList();
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String message =
          assertThrows(
                  IllegalStateException.class, () -> Parts.start(settings(other.getLocalPort())))
              .getMessage();
      assertTrue(
          message.startsWith("embedded.port: " + other.getLocalPort() + " is in use"), message);
    }
    Parts.start(settings(0)).close(); // what was locked is free again
  }

  @Test
  void aRememberedPortThatIsTakenIsReplaced() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(directory.resolve("port"), other.getLocalPort() + "\n");
      try (Parts parts = Parts.start(settings(0))) {
        assertTrue(awaitTerm(parts) > 0);
        assertTrue(port() != other.getLocalPort());
      }
    }
  }

  @Test
  void aFolderInUseIsNamed() throws Exception {
    try (Parts parts = Parts.start(settings(0))) {
      awaitTerm(parts);
      String message =
          assertThrows(IllegalStateException.class, () -> Parts.start(settings(0))).getMessage();
      assertTrue(message.startsWith("embedded.dir: " + directory + " is used by another"), message);
    }
  }

  @Test
  void othersOnTheMachineMayReadTheLeaderAndNothingElse() throws Exception {
    try (Parts parts = Parts.start(settings(0))) {
      awaitTerm(parts);
      assertEquals(
          "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
      ZooKeeper stranger = new ZooKeeper("127.0.0.1:" + port(), 5_000, event -> {});
      try {
        assertEquals(List.of(), stranger.getChildren("/mesos", false));
        for (String hidden :
            List.of("/mesos.cuesta", "/mesos.cuesta/term", "/mesos.cuesta/journal")) {
          assertThrows(
              KeeperException.NoAuthException.class, () -> stranger.getData(hidden, false, null));
          assertThrows(
              KeeperException.NoAuthException.class,
              () -> stranger.setData(hidden, new byte[0], -1));
        }
        for (String made : List.of("/x", "/mesos/json.info_0000000000", "/mesos.cuesta/x")) {
          assertThrows(
              KeeperException.NoAuthException.class,
              () ->
                  stranger.create(
                      made, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
        }
      } finally {
        stranger.close();
      }
    }
  }

  @Test
  void anotherKeyIsRefusedWithAWord() throws Exception {
    try (Parts parts = Parts.start(settings(0))) {
      awaitTerm(parts);
    }
    Settings other =
        new Settings(
            Optional.empty(),
            "/mesos",
            directory,
            0,
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            "cuesta:other");
    try (Parts parts = Parts.start(other)) {
      String message = assertThrows(IOException.class, () -> parts.journal().load(1)).getMessage();
      assertTrue(message.contains("it was made with another key"), message);
    }
  }

  @Test
  void whatACrashedProcessLeftDoesNotHoldUpTheNext() throws Exception {
    try (Parts parts = Parts.start(settings(0))) {
      awaitTerm(parts);
    }
    EmbeddedServer server = EmbeddedServer.prepare(directory, 0, Duration.ofMillis(500));
    server.start();
    // A candidate whose session lasts for ten seconds more, as after kill -9.
    CompletableFuture<Void> connected = new CompletableFuture<>();
    ZooKeeper dead = new ZooKeeper(server.connect(), 10_000, event -> connected.complete(null));
    dead.addAuthInfo("digest", "cuesta:secret".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    connected.get(20, TimeUnit.SECONDS);
    dead.create(
        "/mesos.cuesta/candidates/0-",
        CandidateNode.encode(ADDRESS, true),
        Ensemble.PRIVATE,
        CreateMode.EPHEMERAL_SEQUENTIAL);
    dead.create("/mesos.cuesta/leader", new byte[0], Ensemble.PRIVATE, CreateMode.EPHEMERAL);
    dead.create(
        "/mesos/json.info_", new byte[0], Ensemble.READABLE, CreateMode.EPHEMERAL_SEQUENTIAL);
    server.close();
    try (Parts parts = Parts.start(settings(0))) {
      assertTrue(awaitTerm(parts) > 0);
      assertEquals(List.of(), parts.ensemble().call(zk -> zk.getChildren("/mesos", false)));
    } finally {
      dead.close();
    }
  }
}
