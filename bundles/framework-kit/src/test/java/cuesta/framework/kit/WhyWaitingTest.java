package cuesta.framework.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.RoleId;
import cuesta.api.cluster.AgentView;
import cuesta.api.resources.Resources;
import cuesta.contracts.allocator.views.FakeAgent;
import cuesta.contracts.allocator.views.FakeCluster;
import org.junit.jupiter.api.Test;

class WhyWaitingTest {
  private static final FakeAgent SMALL = FakeAgent.of("a1", "cpus:1;mem:1024;ports:[1-9]");
  private static final FakeAgent LARGE = FakeAgent.of("a2", "cpus:8;mem:1024;ports:[1-9]");

  private static Reason why(String resources, Constraint where, FakeAgent... agents) {
    Wish<String> wish = new Wish<>("key", RoleId.DEFAULT, Resources.parse(resources), 1, where);
    return WhyWaiting.reasons(Launch.waiting("t"), wish, FakeCluster.EMPTY.with(agents)).getFirst();
  }

  private static Reason why(String resources, FakeAgent... agents) {
    return why(resources, Constraint.NONE, agents);
  }

  @Test
  void saysWhatThereIsTooLittleOf() {
    assertEquals(Reasons.NO_AGENTS, why("cpus:1").code());
    Reason never = why("cpus:9", SMALL, LARGE);
    assertEquals(Reasons.RESOURCES_IMPOSSIBLE, never.code());
    assertEquals("no agent is large enough: needs 1 cpus more", never.detail());
    assertTrue(never.hint().contains("a2"), never::toString);
    assertEquals(
        WhyWaiting.CONSTRAINT_UNMET, why("cpus:1", Constraints.parse("agent=a9"), SMALL).code());
    assertEquals(WhyWaiting.OFFER_AWAITED, why("cpus:1", SMALL, LARGE).code());
  }

  /** What an agent has free is nothing while it is away: that is not what it lacks. */
  @Test
  void saysThatTheAgentsThatWouldDoAreAway() {
    FakeAgent away = LARGE.withState(AgentView.DISCONNECTED);
    Reason why = why("cpus:2", Constraints.parse("agent=a2"), SMALL, away);
    assertEquals(WhyWaiting.AGENTS_AWAY, why.code());
    assertEquals("the agent that would do is DISCONNECTED", why.detail());
    assertTrue(why.hint().contains("cuesta agents"), why::toString);
    Reason both = why("cpus:1", SMALL.withState(AgentView.UNREACHABLE), away);
    assertEquals("the 2 agents that would do are UNREACHABLE or DISCONNECTED", both.detail());
    FakeAgent full = SMALL.with(Resources.parse("cpus:0.5"), Resources.NONE);
    Reason shortage = why("cpus:1", full, away);
    assertEquals(Reasons.RESOURCES_SHORT, shortage.code());
    assertEquals("needs 0.5 cpus more; 1 more is away", shortage.detail());
    assertTrue(shortage.hint().contains("a1"), shortage::toString);
    Reason small = why("cpus:2", Constraints.parse("agent=a1"), LARGE, SMALL);
    assertEquals("needs 1 cpus more", small.detail());
  }
}
