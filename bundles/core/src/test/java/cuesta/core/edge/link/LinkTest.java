package cuesta.core.edge.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.core.edge.master.AgentLink;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both ends as they are shipped. */
@Timeout(60)
class LinkTest {
  private static final Reason WHY = Reason.of(Reasons.SESSION_OVER, "s", "because: ä\n€", "hint");

  private final Ends ends = new Ends();
  private final Ends.Masters master = new Ends.Masters();
  private final Ends.Agents agent = new Ends.Agents();
  private final Ends.Leaders leaders = new Ends.Leaders();

  @AfterEach
  void close() throws Exception {
    ends.close();
  }

  @Test
  void allArrivesInOrderBothWays() throws Exception {
    LinkServer server = ends.server(0, LinkLimits.DEFAULT, master);
    LinkClient client = ends.client(leaders, LinkLimits.DEFAULT, agent);
    leaders.lead(Ends.leader(7, server.port()));
    long here = agent.heard.next("opened").stream();
    AgentLink there = master.links.get(master.heard.next("opened").stream());
    for (int i = 0; i < 5_000; i++) {
      client.send(here, Ends.update(i));
      there.send(Ends.kill(i));
    }
    for (int i = 0; i < 5_000; i++) {
      assertEquals(new Heard.Event("said", here, Ends.kill(i)), agent.heard.next());
      assertEquals(Ends.update(i), master.heard.next("said").detail());
    }
  }

  @Test
  void idleStreamsLive() throws Exception {
    LinkServer server = ends.server(0, Ends.SHORT, master);
    ends.client(leaders, Ends.SHORT, agent);
    leaders.lead(Ends.leader(7, server.port()));
    agent.heard.next("opened");
    agent.heard.quietFor(Ends.SHORT.silence().multipliedBy(3));
    master.heard.next("opened");
    master.heard.quietFor(Duration.ZERO);
  }

  @Test
  void anAgentGoesByTheRhythmOfAMasterThatGivesLessTime() throws Exception {
    LinkServer server = ends.server(0, Ends.SHORT, master);
    ends.client(leaders, LinkLimits.DEFAULT, agent);
    leaders.lead(Ends.leader(7, server.port()));
    master.heard.next("opened");
    // At its own, it would be cut off before it says that it lives.
    master.heard.quietFor(Ends.SHORT.silence().multipliedBy(3));
    agent.heard.next("opened");
    agent.heard.quietFor(Duration.ZERO);
  }

  @Test
  void aFarewellComesAfterWhatWasSent() throws Exception {
    LinkServer server = ends.server(0, LinkLimits.DEFAULT, master);
    ends.client(leaders, LinkLimits.DEFAULT, agent);
    leaders.lead(Ends.leader(7, server.port()));
    AgentLink there = master.links.get(master.heard.next("opened").stream());
    for (int i = 0; i < 100; i++) {
      there.send(Ends.large());
    }
    there.close(WHY);
    agent.heard.next("opened");
    for (int i = 0; i < 100; i++) {
      agent.heard.next("said");
    }
    assertEquals(WHY, agent.heard.next("broken").detail());
    assertEquals(2, agent.heard.next("opened").stream()); // tries again
  }

  @Test
  void aReasonOfAnyLengthArrives() throws Exception {
    LinkServer server = ends.server(0, LinkLimits.DEFAULT, master);
    ends.client(leaders, LinkLimits.DEFAULT, agent);
    leaders.lead(Ends.leader(7, server.port()));
    String text = "€".repeat(Reason.MAX_TEXT);
    Reason longest = new Reason(Reasons.INVALID, text, text, text);
    master.links.get(master.heard.next("opened").stream()).close(longest);
    agent.heard.next("opened");
    assertEquals(longest, agent.heard.next("broken").detail());
  }

  @Test
  void anotherLeaderMeansAnotherStreamAfterTheOldOne() throws Exception {
    LinkServer first = ends.server(0, LinkLimits.DEFAULT, master);
    Ends.Masters successor = new Ends.Masters();
    LinkServer second = ends.server(0, LinkLimits.DEFAULT, successor);
    ends.client(leaders, LinkLimits.DEFAULT, agent);
    leaders.lead(Ends.leader(1, first.port()));
    agent.heard.next("opened");
    leaders.lead(Ends.leader(2, second.port()));
    Heard.Event over = agent.heard.next("broken");
    assertEquals(1, over.stream());
    assertEquals(Reasons.NOT_LEADER, ((Reason) over.detail()).code());
    assertEquals(2, agent.heard.next("opened").stream());
    master.heard.next("opened");
    master.heard.next("broken");
    successor.heard.next("opened");
  }

  @Test
  void anOpenStreamStaysWhileNobodyIsKnownToLead() throws Exception {
    LinkServer server = ends.server(0, LinkLimits.DEFAULT, master);
    LinkClient client = ends.client(leaders, LinkLimits.DEFAULT, agent);
    leaders.lead(Ends.leader(1, server.port()));
    long stream = agent.heard.next("opened").stream();
    master.heard.next("opened");
    leaders.lead(Optional.empty());
    leaders.lead(Ends.leader(1, server.port()));
    client.send(stream, Ends.update(1));
    assertEquals(Ends.update(1), master.heard.next("said").detail());
    agent.heard.quietFor(Duration.ZERO);
  }

  @Test
  void theAgentClosesAndComesBack() throws Exception {
    LinkServer server = ends.server(0, LinkLimits.DEFAULT, master);
    LinkClient client = ends.client(leaders, LinkLimits.DEFAULT, agent);
    leaders.lead(Ends.leader(1, server.port()));
    long stream = agent.heard.next("opened").stream();
    client.close(stream, WHY);
    assertEquals(stream + 1, agent.heard.next("opened").stream()); // and "broken" was not said
    client.close(stream, WHY); // is over: nothing happens
    client.send(stream, Ends.update(1));
    client.send(stream + 1, Ends.update(2));
    master.heard.next("opened");
    assertEquals(1, master.heard.next("broken").stream());
    assertEquals(2, master.heard.next("opened").stream());
    assertEquals(Ends.update(2), master.heard.next("said").detail());
  }

  @Test
  void aMasterThatEndsAndReturnsIsFoundAgain() throws Exception {
    LinkServer server = ends.server(0, LinkLimits.DEFAULT, master);
    int port = server.port();
    ends.client(leaders, LinkLimits.DEFAULT, agent);
    leaders.lead(Ends.leader(1, port));
    agent.heard.next("opened");
    server.close();
    agent.heard.next("broken");
    ends.server(port, LinkLimits.DEFAULT, master);
    assertTrue(agent.heard.next("opened").stream() > 1);
  }

  @Test
  void aSilentMasterIsLeft() throws Exception {
    // Only the agent's limits are short: this master says something every 15 s, which is too rare.
    LinkServer server = ends.server(0, LinkLimits.DEFAULT, master);
    ends.client(leaders, Ends.SHORT, agent);
    leaders.lead(Ends.leader(1, server.port()));
    agent.heard.next("opened");
    Reason why = (Reason) agent.heard.next("broken").detail();
    assertTrue(why.detail().contains("heard nothing"), why.toString());
    assertEquals(2, agent.heard.next("opened").stream());
    master.heard.next("opened");
    master.heard.next("broken");
  }

  @Test
  void anEndedClientLeavesNothingBehind() throws Exception {
    LinkServer server = ends.server(0, LinkLimits.DEFAULT, master);
    LinkClient client = ends.client(leaders, LinkLimits.DEFAULT, agent);
    leaders.lead(Ends.leader(1, server.port()));
    long stream = agent.heard.next("opened").stream();
    client.close();
    agent.heard.next("broken");
    master.heard.next("opened");
    master.heard.next("broken");
    client.send(stream, Ends.update(1)); // nothing happens
    client.close(stream, WHY);
  }
}
