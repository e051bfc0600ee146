package cuesta.core.edge.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.resources.Resources;
import cuesta.core.edge.master.BareMaster;
import cuesta.core.edge.master.MasterNode;
import cuesta.core.message.AgentInfo;
import cuesta.core.message.ToMaster;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real master behind the link. */
@Timeout(60)
class StandbyTest {
  @Test
  void anAgentThatRegistersWithAStandbyIsToldSo() throws Exception {
    Ends ends = new Ends();
    Ends.Agents agent = new Ends.Agents();
    Ends.Leaders leaders = new Ends.Leaders();
    try (MasterNode master = BareMaster.start()) {
      LinkServer server = ends.server(0, LinkLimits.DEFAULT, AgentStreams.of(master));
      LinkClient client = ends.client(leaders, LinkLimits.DEFAULT, agent);
      leaders.lead(Ends.leader(1, server.port()));
      long stream = agent.heard.next("opened").stream();
      AgentInfo info =
          new AgentInfo("h", "http://h:5051", Resources.NONE, new TreeMap<>(), new TreeMap<>());
      client.send(stream, new ToMaster.Register(1, Optional.empty(), info, List.of()));
      Reason why = (Reason) agent.heard.next("broken").detail();
      assertEquals(Reasons.NOT_LEADER, why.code());
    } finally {
      ends.close();
    }
  }
}
