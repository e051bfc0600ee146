package cuesta.election.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.ha.Journal;
import cuesta.api.ha.UnreadableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A journal that is damaged, of a newer version, or was left half written. */
class DamageTest {
  private static Path directory;
  private static TestServer server;

  private ZooKeeperPeers peers;
  private ZooKeeperPeers.Peer peer;
  private Journal journal;
  private Layout layout;

  @BeforeAll
  static void start() throws Exception {
    directory = Servers.directory();
    server = new InProcess(directory);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    Servers.delete(directory);
  }

  /** Batches a, b, c; a snapshot ab of the first two; then c alone in the log. */
  @BeforeEach
  void write() throws Exception {
    peers = new ZooKeeperPeers(server, false, ZooKeeperPeers.LONG);
    peer = peers.join();
    journal = peer.journal();
    layout = peers.layout();
    journal.load(1);
    append(1, "a");
    long position = append(1, "b");
    append(1, "c");
    journal
        .snapshot(1, position, List.of(bytes("ab")))
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() {
    peers.close();
  }

  private long append(long term, String text) throws Exception {
    return journal
        .append(term, List.of(bytes(text)))
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private List<String> load(long term) throws IOException {
    return journal.load(term).changes().stream().map(change -> new String(change, UTF_8)).toList();
  }

  private <T> T zk(Ensemble.Call<T> call) throws Exception {
    return peer.ensemble().call(call);
  }

  private void change(String path, int index, int by) throws Exception {
    zk(
        zk -> {
          byte[] data = zk.getData(path, false, null);
          data[index < 0 ? data.length + index : index] += (byte) by;
          return zk.setData(path, data, -1);
        });
  }

  private String lastSnapshotSegment() throws Exception {
    List<String> ids = zk(zk -> zk.getChildren(layout.snapshots(), false));
    return layout.segment(ids.stream().max(String::compareTo).orElseThrow(), 0);
  }

  private void refused(String code, String path) {
    String message =
        assertThrows(UnreadableException.class, () -> journal.load(2)).reason().toString();
    assertTrue(message.startsWith(code + " znode " + path + ": "), message);
    assertTrue(message.indexOf('\n') < 0, message);
  }

  @Test
  void whateverIsDamagedIsNamed() throws Exception {
    for (String path :
        List.of(lastSnapshotSegment(), layout.batch(2), layout.head(), layout.fence())) {
      byte[] before = zk(zk -> zk.getData(path, false, null));
      for (int index : new int[] {0, 3, 7, 12, -1}) {
        change(path, index, 1);
        refused("DATA_CORRUPT", path);
        zk(zk -> zk.setData(path, before, -1));
      }
      zk(zk -> zk.setData(path, new byte[5], -1));
      refused("DATA_CORRUPT", path);
      zk(zk -> zk.setData(path, before, -1));
    }
    assertEquals(List.of("ab", "c"), load(3));
  }

  @Test
  void whatIsMissingIsNamed() throws Exception {
    for (String path : List.of(lastSnapshotSegment(), layout.batch(2), layout.head())) {
      byte[] before = zk(zk -> zk.getData(path, false, null));
      zk(zk -> delete(zk, path));
      refused("DATA_CORRUPT", path);
      zk(zk -> zk.create(path, before, Ensemble.PRIVATE, CreateMode.PERSISTENT));
    }
    assertEquals(List.of("ab", "c"), load(3));
  }

  private static Void delete(ZooKeeper zk, String path)
      throws KeeperException, InterruptedException {
    zk.delete(path, -1);
    return null;
  }

  @Test
  void whatANewerVersionWroteIsLeftAlone() throws Exception {
    byte[] fence = zk(zk -> zk.getData(layout.fence(), false, null));
    change(layout.head(), 4, 1);
    refused("DATA_NEWER", layout.head());
    assertArrayEquals(fence, zk(zk -> zk.getData(layout.fence(), false, null)));
    change(layout.head(), 4, -1);
    change(layout.batch(2), 4, 1);
    refused("DATA_NEWER", layout.batch(2));
  }

  private static Op left(String path, String text) {
    return Op.create(path, bytes(text), Ensemble.PRIVATE, CreateMode.PERSISTENT);
  }

  @Test
  void whatACrashLeftIsNoHindranceAndIsRemoved() throws Exception {
    Head.Snapshot unfinished = new Head.Snapshot(0, 99, 1, 0);
    // Together: the sweep of the term before may be on its way, and would remove the first of them.
    zk(
        zk ->
            zk.multi(
                List.of(
                    left(layout.snapshot(unfinished.id()), ""),
                    left(layout.segments(unfinished.id(), 0), ""),
                    left(layout.segment(unfinished.id(), 0), "torn"))));
    assertEquals(List.of("ab", "c"), load(2));
    // The keeper does one thing after another: when this snapshot is there, the sweep before it is
    // done.
    long position = append(2, "d");
    journal
        .snapshot(2, position, List.of(bytes("abcd")))
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
    journal
        .snapshot(2, position, List.of(bytes("abcd")))
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
    List<String> ids = zk(zk -> zk.getChildren(layout.snapshots(), false));
    assertTrue(!ids.contains(unfinished.id()) && ids.size() <= 2, ids::toString);
    assertEquals(List.of(), zk(zk -> zk.getChildren(layout.batches(0), false)));
    assertEquals(List.of("abcd"), load(3));
  }

  @Test
  void whatCannotBeRemovedIsLeftAndHindersNothing() throws Exception {
    append(1, "d");
    String kept = Collections.max(zk(zk -> zk.getChildren(layout.batches(0), false)));
    String foreign = layout.batches(0) + "/" + kept + "/foreign";
    zk(zk -> zk.create(foreign, bytes("?"), Ensemble.PRIVATE, CreateMode.PERSISTENT));
    long position = append(1, "e");
    for (int i = 0; i < 2; i++) {
      journal
          .snapshot(1, position, List.of(bytes("abcde")))
          .toCompletableFuture()
          .get(20, TimeUnit.SECONDS);
    }
    assertEquals(List.of(kept), zk(zk -> zk.getChildren(layout.batches(0), false)));
    assertEquals(List.of("abcde"), load(2));
  }

  @Test
  void anUnfinishedFirstStartIsFinished() throws Exception {
    try (ZooKeeperPeers fresh = new ZooKeeperPeers(server, false, ZooKeeperPeers.LONG)) {
      ZooKeeperPeers.Peer first = fresh.join();
      String fence = fresh.layout().fence();
      first
          .ensemble()
          .call(zk -> zk.create(fence, Fence.encode(4), Ensemble.PRIVATE, CreateMode.PERSISTENT));
      assertEquals(List.of(), first.journal().load(5).changes());
    }
  }

  @Test
  void theLogGrowsOverItsFirstThousandNodes() throws Exception {
    List<Long> positions = new ArrayList<>();
    for (int i = 0; i < 1_010; i++) {
      positions.add(append(1, "n" + i));
    }
    assertEquals(1_012, load(2).size());
    assertEquals(2, zk(zk -> zk.getChildren(layout.log(), false)).size());
    journal
        .snapshot(2, positions.get(1_005), List.of(bytes("most")))
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
    journal
        .snapshot(2, positions.get(1_005), List.of(bytes("most")))
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
    assertEquals(1, zk(zk -> zk.getChildren(layout.log(), false)).size());
    assertEquals(List.of("most", "n1006", "n1007", "n1008", "n1009"), load(3));
  }
}
