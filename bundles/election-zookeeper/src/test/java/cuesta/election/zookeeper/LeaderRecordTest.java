package cuesta.election.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.ha.LeaderInfo;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LeaderRecordTest {
  private static final LeaderInfo LEADER =
      new LeaderInfo("6e1e4d1c-0000-4000-8000-000000000007", 7, "127.0.0.1", 5050, 5060, "0.1.0");

  @Test
  void clientsOfMesosFindTheirFields() throws IOException {
    assertEquals(
        "{\"address\":{\"hostname\":\"127.0.0.1\",\"ip\":\"127.0.0.1\",\"port\":5050},"
            + "\"hostname\":\"127.0.0.1\",\"id\":\"6e1e4d1c-0000-4000-8000-000000000007\","
            + "\"ip\":16777343,\"pid\":\"master@127.0.0.1:5050\",\"port\":5050,"
            + "\"version\":\"0.1.0\",\"cuesta\":{\"linkPort\":5060,\"term\":7}}",
        new String(LeaderRecord.encode(LEADER), UTF_8));
  }

  @Test
  void itIsReadAsItWasWritten() throws IOException {
    assertEquals(LEADER, LeaderRecord.decode(LeaderRecord.encode(LEADER)));
    assertEquals(7, LeaderRecord.term(LeaderRecord.encode(LEADER)));
  }

  @Test
  void aRecordOfMesosIsNamed() {
    byte[] mesos =
        "{\"id\":\"x\",\"hostname\":\"h\",\"port\":1,\"version\":\"1.11\"}".getBytes(UTF_8);
    String message = assertThrows(IOException.class, () -> LeaderRecord.decode(mesos)).getMessage();
    assertTrue(message.contains("cuesta.term"), message);
    assertEquals(0, LeaderRecord.term(mesos));
    assertEquals(0, LeaderRecord.term("no json".getBytes(UTF_8)));
  }

  @Test
  void anAddressThatCannotBeLookedUpIsRefused() {
    LeaderInfo nowhere = new LeaderInfo("x", 1, "no such host.invalid", 1, 2, "0");
    assertThrows(IOException.class, () -> LeaderRecord.encode(nowhere));
  }
}
