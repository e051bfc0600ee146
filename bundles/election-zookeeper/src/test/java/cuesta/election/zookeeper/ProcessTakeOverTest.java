package cuesta.election.zookeeper;

import cuesta.contracts.ha.Peers;
import cuesta.contracts.ha.TakeOverContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class ProcessTakeOverTest extends TakeOverContract {
  private static Path directory;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    directory = Servers.directory();
    server = new OwnProcess(directory);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    Servers.delete(directory);
  }

  @Override
  protected Peers peers() {
    return new ZooKeeperPeers(server, true, ZooKeeperPeers.ENDLESS);
  }
}
