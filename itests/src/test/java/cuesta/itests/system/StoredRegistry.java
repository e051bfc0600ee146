package cuesta.itests.system;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.server.embedded.ExitHandler;
import org.apache.zookeeper.server.embedded.ZooKeeperServerEmbedded;

/** The registry of a cluster that is stopped, opened with ZooKeeper's own server and client. */
final class StoredRegistry implements AutoCloseable {
  static final String HEAD = "/mesos.cuesta/journal/head";
  static final String FIRST_BATCH = "/mesos.cuesta/journal/log/000000000000/000000000000";

  private static final long START_MS = 30_000;
  private static final int SESSION_MS = 10_000;

  private final ZooKeeperServerEmbedded server;
  private final ZooKeeper client;

  private StoredRegistry(ZooKeeperServerEmbedded server, ZooKeeper client) {
    this.server = server;
    this.client = client;
  }

  /**
   * Opens it.
   *
   * @param directory what {@code --dir} or {@code --work-dir} was
   * @param key the cluster's key
   */
  static StoredRegistry open(Path directory, Path key) throws Exception {
    Path base = directory.resolve("zookeeper");
    int port = Integer.parseInt(Files.readString(base.resolve("port")).strip());
    Properties properties = new Properties();
    properties.setProperty("clientPort", Integer.toString(port));
    properties.setProperty("clientPortAddress", "127.0.0.1");
    properties.setProperty("admin.enableServer", "false");
    ZooKeeperServerEmbedded server =
        ZooKeeperServerEmbedded.builder()
            .baseDir(base)
            .configuration(properties)
            .exitHandler(ExitHandler.LOG_ONLY)
            .build();
    server.start(START_MS);
    CountDownLatch connected = new CountDownLatch(1);
    ZooKeeper client =
        new ZooKeeper(
            "127.0.0.1:" + port,
            SESSION_MS,
            event -> {
              if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
              }
            });
    if (!connected.await(SESSION_MS, TimeUnit.MILLISECONDS)) {
      throw new AssertionError("ZooKeeper does not answer at port " + port);
    }
    String secret = "cuesta:" + Files.readString(key).strip();
    client.addAuthInfo("digest", secret.getBytes(StandardCharsets.UTF_8));
    return new StoredRegistry(server, client);
  }

  byte[] read(String path) throws Exception {
    return client.getData(path, false, null);
  }

  void write(String path, byte[] data) throws Exception {
    client.setData(path, data, -1);
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      server.close();
    }
  }
}
