package cuesta.allocator.drf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.RoleId;
import cuesta.api.resources.Resources;
import cuesta.contracts.allocator.views.FakeAgent;
import cuesta.contracts.allocator.views.FakeCluster;
import cuesta.contracts.allocator.views.FakeFramework;
import cuesta.contracts.allocator.views.FakeFramework.Refusal;
import cuesta.contracts.allocator.views.FakeRole;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final FakeAgent A1 =
      FakeAgent.of("a1", "cpus:2;mem:4096")
          .with(Resources.parse("cpus:1.5;mem:4096"), Resources.NONE);
  private static final FakeAgent A3 =
      FakeAgent.of("a3", "cpus:2;mem:4096")
          .with(Resources.parse("cpus:1.5;mem:1024"), Resources.NONE);
  private static final FakeCluster TWO = FakeCluster.EMPTY.with(A1, A3);
  private static final Resources ONE = Resources.parse("cpus:1");
  private static final FakeFramework F1 = FakeFramework.of("f1", "*", "cpus:1;mem:512");

  @Test
  void whatIsShortIsSaidWithTheNearestAgent() {
    Reason reason = first(TWO.with(F1));
    assertEquals(
        "RESOURCES_SHORT a3: needs 0.5 cpus more for cpus:1;mem:512"
            + " (nearest agent a3; wait, or add an agent)",
        reason.toString());
  }

  @Test
  void whatNoAgentCouldEverHoldIsImpossible() {
    Reason reason = first(TWO.with(FakeFramework.of("f1", "*", "cpus:6;mem:512")));
    assertEquals(Reasons.RESOURCES_IMPOSSIBLE, reason.code());
    assertTrue(reason.detail().contains("needs 4 cpus more"), reason::toString);
  }

  @Test
  void silenceAbsenceAndEmptinessComeFirst() {
    assertEquals(Reasons.SUPPRESSED, first(TWO.with(F1.withSilent(F1.roles()))).code());
    assertEquals(Reasons.FRAMEWORK_DISCONNECTED, first(TWO.with(F1.withConnected(false))).code());
    assertEquals(Reasons.NO_AGENTS, first(FakeCluster.EMPTY.with(F1)).code());
    assertEquals(
        Reasons.NO_AGENTS,
        first(FakeCluster.EMPTY.with(A1.withState("DISCONNECTED")).with(F1)).code());
    assertEquals(Reasons.UNKNOWN, first(TWO).code());
  }

  @Test
  void declinedAgentsAreCounted() {
    FakeAgent empty = FakeAgent.of("a4", "cpus:2;mem:1024");
    Refusal refusal = new Refusal(RoleId.DEFAULT, new AgentId("a4"), empty.free());
    Reason reason = first(TWO.with(empty).with(F1.withRefusals(List.of(refusal))));
    assertEquals(Reasons.FILTERED, reason.code());
    assertTrue(reason.detail().contains("declined 1 of the 1 agents"), reason::toString);
  }

  @Test
  void aFullRoleIsSaid() {
    FakeCluster cluster =
        FakeCluster.EMPTY
            .with(FakeAgent.of("a1", "cpus:2;mem:4096"))
            .with(FakeRole.of("*", 1).withLimit("cpus:1"))
            .with(F1.withUsage(RoleId.DEFAULT, new FakeFramework.Usage(ONE, Resources.NONE), 1));
    assertEquals(Explanation.ROLE_LIMIT, first(cluster).code());
  }

  @Test
  void theShareAgainstOthersComesLast() {
    FakeFramework rich = F1.withUsage(RoleId.DEFAULT, new FakeFramework.Usage(ONE, ONE), 1);
    Reason reason = explain(TWO.with(rich, FakeFramework.of("f2", "*"))).getLast();
    assertEquals(
        "DRF_SHARE f1: holds or is offered 50.0 % of the cluster"
            + " (1 of 1 others that wait have less; least has f2 with 0.0 %)",
        reason.toString());
  }

  private static Reason first(FakeCluster cluster) {
    return explain(cluster).getFirst();
  }

  private static List<Reason> explain(FakeCluster cluster) {
    return new DrfAllocator(FakeCluster.EMPTY).explain(cluster, new FrameworkId("f1"));
  }
}
