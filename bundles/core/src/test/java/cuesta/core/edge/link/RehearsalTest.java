package cuesta.core.edge.link;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RehearsalTest {
  private final Ends ends = new Ends();
  private final Ends.Masters master = new Ends.Masters();

  @AfterEach
  void close() throws Exception {
    ends.close();
  }

  @Test
  void aStreamIsOpenedAndEndedWithoutAWord() throws Exception {
    LinkServer server = ends.server(0, LinkLimits.DEFAULT, master);
    Rehearsal.run("127.0.0.1", server.port(), Ends.KEY);
    master.heard.next("opened");
    master.heard.next("broken");
  }
}
