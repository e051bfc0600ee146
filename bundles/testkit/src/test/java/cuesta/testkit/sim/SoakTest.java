package cuesta.testkit.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.core.agent.AgentState;
import cuesta.core.master.Limits;
import cuesta.core.master.MasterState;
import org.junit.jupiter.api.Test;

/** No collection grows with uptime. */
class SoakTest {
  private static final int TASKS = 200_000;

  @Test
  void twoHundredThousandTasksLeaveOnlyRingsBehind() {
    Simulation.Soaked soaked = Simulation.soak(TASKS);
    assertTrue(soaked.started() >= TASKS, soaked.started() + " tasks were started");
    MasterState master = soaked.master();
    assertEquals(0, master.taskIndex().size());
    assertEquals(0, master.offerTable().size());
    assertEquals(Limits.COMPLETED_TASKS, count(master.completedTasks()));
    assertEquals(Limits.EVENTS, count(master.events(0)));
    assertTrue(
        master.registry().snapshot().size() < 20,
        "the registry holds " + master.registry().snapshot().size() + " facts");
    for (AgentState agent : soaked.agents()) {
      assertEquals(0, agent.checkpoint().tasks().size());
      assertEquals(0, agent.checkpoint().places().size());
      assertEquals(0, agent.live().size());
      agent.ended().values().forEach(ring -> assertTrue(ring.items().size() <= ring.limit()));
    }
  }

  private static int count(Iterable<?> things) {
    int count = 0;
    for (Object ignored : things) {
      count++;
    }
    return count;
  }
}
