package cuesta.election.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.contracts.ha.Peers;
import cuesta.contracts.ha.TakeOverContract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbeddedTakeOverTest extends TakeOverContract {
  private static Path directory;
  private static TestServer server;

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

  @Test
  void whoIsSilentButHasItsPortKeepsItsTime() throws Exception {
    Candidate a = stand();
    long first = awaitTerm(a);
    Candidate b = stand();
    a.peer().mute();
    ((ZooKeeperPeers.Peer) a.peer()).link().cut(); // the standby looks, and finds it alive
    b.peer().awaitStanding();
    assertEquals(List.of(first), a.told());
    assertEquals(List.of(), b.told());
  }

  @Override
  protected Peers peers() {
    return new ZooKeeperPeers(server, false, ZooKeeperPeers.ENDLESS);
  }
}
