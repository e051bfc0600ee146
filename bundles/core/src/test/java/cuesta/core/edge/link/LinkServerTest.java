package cuesta.core.edge.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.protocol.v1.FromAgent;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The master's end, against ends that misbehave. */
@Timeout(60)
class LinkServerTest {
  private final Ends ends = new Ends();
  private final Ends.Masters master = new Ends.Masters();

  @AfterEach
  void close() throws Exception {
    ends.close();
  }

  @Test
  void whoeverLacksTheKeyGetsNoStream() throws Exception {
    LinkServer server = ends.server(0, LinkLimits.DEFAULT, master);
    RawClient raw = ends.raw(server.port(), "00ff00fe");
    raw.read(1);
    Reason why = (Reason) raw.heard.next("broken").detail();
    assertEquals(Reasons.UNAUTHENTICATED, why.code());
    assertTrue(why.hint().contains("--cluster-key"), why.toString());
    master.heard.quietFor(Duration.ofMillis(50));
  }

  @Test
  void theMasterGreets() throws Exception {
    LinkServer server = ends.server(0, LinkLimits.DEFAULT, master);
    RawClient raw = ends.raw(server.port(), Ends.KEY);
    raw.read(1);
    cuesta.protocol.v1.FromMaster greeting =
        (cuesta.protocol.v1.FromMaster) raw.heard.next("said").detail();
    assertTrue(greeting.hasHeartbeat());
  }

  @Test
  void whoeverIsSilentIsCutOff() throws Exception {
    LinkServer server = ends.server(0, Ends.SHORT, master);
    RawClient raw = ends.raw(server.port(), Ends.KEY);
    raw.heartbeat();
    raw.read(1_000);
    assertEquals(1, master.heard.next("opened").stream());
    assertEquals(1, master.heard.next("broken").stream());
    Heard.Event event = raw.heard.next("said");
    while (event.what().equals("said")) {
      event = raw.heard.next();
    }
    Reason why = (Reason) event.detail();
    assertEquals(Reasons.AGENT_DISCONNECTED, why.code());
    assertTrue(why.detail().contains("heard nothing"), why.toString());
  }

  @Test
  void whoeverDoesNotReadIsCutOffAtTheLimitOfBytes() throws Exception {
    assertIsCutOff(
        new LinkLimits(
            Duration.ofSeconds(15),
            Duration.ofSeconds(75),
            Duration.ofSeconds(9),
            10_000,
            1 << 20));
  }

  @Test
  void whoeverDoesNotReadIsCutOffAtTheLimitOfMessages() throws Exception {
    assertIsCutOff(
        new LinkLimits(
            Duration.ofSeconds(15), Duration.ofSeconds(75), Duration.ofSeconds(9), 50, 1 << 30));
  }

  private void assertIsCutOff(LinkLimits limits) throws Exception {
    LinkServer server = ends.server(0, limits, master);
    RawClient raw = ends.raw(server.port(), Ends.KEY);
    long stream = master.heard.next("opened").stream();
    for (int i = 0; i < 2_000; i++) {
      master.links.get(stream).send(Ends.large());
    }
    assertEquals(stream, master.heard.next("broken").stream());
    raw.read(3_000);
    Heard.Event event = raw.heard.next();
    while (event.what().equals("said")) {
      event = raw.heard.next();
    }
    assertEquals(Reasons.OVERLOADED, ((Reason) event.detail()).code());
    master.heard.quietFor(Duration.ofMillis(50)); // broken once, and only once
  }

  @Test
  void whatTheMasterCannotReadBreaksTheStream() throws Exception {
    LinkServer server = ends.server(0, LinkLimits.DEFAULT, master);
    RawClient raw = ends.raw(server.port(), Ends.KEY);
    master.heard.next("opened");
    raw.say(FromAgent.getDefaultInstance());
    raw.read(10);
    master.heard.next("broken");
    raw.heard.next("said");
    Reason why = (Reason) raw.heard.next("broken").detail();
    assertEquals(Reasons.INVALID, why.code());
    assertTrue(why.detail().contains("cannot read"), why.toString());
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    LinkServer server = ends.server(0, LinkLimits.DEFAULT, master);
    String message =
        assertThrows(
                IOException.class, () -> ends.server(server.port(), LinkLimits.DEFAULT, master))
            .getMessage();
    assertTrue(message.startsWith("link.port: "), message);
    assertTrue(message.contains(":" + server.port()) && message.contains("another"), message);
  }

  @Test
  void aKeyThatIsNoneIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new LinkServer("127.0.0.1", 0, "", LinkLimits.DEFAULT, master));
  }
}
