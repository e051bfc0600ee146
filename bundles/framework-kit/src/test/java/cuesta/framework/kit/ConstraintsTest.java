package cuesta.framework.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.api.RoleId;
import cuesta.api.cluster.OfferView;
import cuesta.api.resources.Resources;
import cuesta.contracts.framework.fakes.FakeOffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Where tasks may run. */
class ConstraintsTest {
  private static Spot spot(String agent, String... attributes) {
    TreeMap<String, String> all = new TreeMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      all.put(attributes[i], attributes[i + 1]);
    }
    return new Spot(new AgentId(agent), "h-" + agent, all);
  }

  private static boolean admits(String constraint, Spot spot) {
    Constraint parsed = Constraints.parse(constraint);
    assertEquals(constraint, parsed.toString());
    return parsed.admits(spot);
  }

  @Test
  void attributesAreCompared() {
    Spot r1 = spot("a1", "rack", "r1");
    Spot bare = spot("a2");
    assertTrue(admits("rack=r1", r1));
    assertFalse(admits("rack=r2", r1) || admits("rack=r", r1) || admits("rack=r1", bare));
    assertTrue(admits("rack!=r2", r1) && admits("rack!=r1", bare));
    assertFalse(admits("rack!=r1", r1));
    assertTrue(admits("rack~r[12]", r1));
    assertFalse(admits("rack~r", r1) || admits("rack~.*", bare));
    assertTrue(admits("rack!~r[23]", r1) && admits("rack!~.*", bare));
    assertTrue(admits("agent=a1", r1) && admits("host~h-.*", r1));
    assertSame(Constraint.NONE, Constraints.parseAll(List.of()));
    Constraint both = Constraints.parseAll(List.of("rack=r1", "agent!=a1"));
    assertFalse(both.admits(r1));
    assertTrue(both.admits(spot("a2", "rack", "r1")));
    assertEquals("rack=r1, agent!=a1", both.toString());
  }

  @Test
  void whatIsNoConstraintSaysWhatIsOne() {
    for (String text : List.of("", "rack", "=x", "a b=c")) {
      String said =
          assertThrows(IllegalArgumentException.class, () -> Constraints.parse(text)).getMessage();
      assertTrue(said.contains("write rack=r1"), said);
    }
    assertThrows(IllegalArgumentException.class, () -> Constraints.parse("rack~["));
  }

  @Test
  void anExpressionThatNeverEndsDoesNotMatch() {
    assertFalse(admits("rack~(a+)+b", spot("a1", "rack", "a".repeat(200))));
  }

  private static List<OfferView> offers(int... cpus) {
    List<OfferView> offers = new ArrayList<>();
    for (int i = 0; i < cpus.length; i++) {
      offers.add(
          new FakeOffer(
              new OfferId("o" + i),
              new FrameworkId("f"),
              RoleId.DEFAULT,
              new AgentId("a" + i),
              Resources.parse("cpus:" + cpus[i]),
              new TreeMap<>(Map.of("rack", "r" + i / 2))));
    }
    return offers;
  }

  /** How many of equal wishes each agent gets. */
  private static Map<String, Integer> placed(
      List<OfferView> offers, Constraint constraint, int wishes) {
    List<Wish<Integer>> all = new ArrayList<>();
    for (int i = 0; i < wishes; i++) {
      all.add(new Wish<>(i, RoleId.DEFAULT, Resources.parse("cpus:1"), 0, constraint));
    }
    Map<String, Integer> placed = new TreeMap<>();
    for (Matching.Placement<Integer> one : Matching.match(offers, all, 99).placements()) {
      placed.put(one.offer().agent().value(), one.taken().size());
    }
    return placed;
  }

  @Test
  void eachOnAnAgentOfItsOwn() {
    Constraint unique = Constraints.atMost(Spot.AGENT, 1, List.of(spot("a1")));
    assertEquals(Map.of("a0", 1, "a2", 1, "a3", 1), placed(offers(8, 8, 8, 8), unique, 9));
    assertEquals("at most 1 per agent", unique.toString());
    Constraint two = Constraints.atMost("rack", 2, List.of(spot("x", "rack", "r0"), spot("y")));
    assertEquals(3, placed(offers(8, 8, 8, 8), two, 9).values().stream().mapToInt(n -> n).sum());
  }

  @Test
  void evenlyOverRacksAndBestFitAmongEqualOnes() {
    Constraint even = Constraints.spread("rack", List.of());
    assertEquals(Map.of("a1", 3, "a3", 3), placed(offers(9, 8, 9, 8), even, 6));
    Constraint uneven = Constraints.spread("rack", List.of(spot("x", "rack", "r0")));
    assertEquals(Map.of("a3", 1), placed(offers(9, 8, 9, 8), uneven, 1));
    Constraint both = Constraints.all(List.of(even, Constraints.parse("agent!=a3")));
    assertEquals(Map.of("a1", 3, "a2", 3), placed(offers(9, 8, 9, 8), both, 6));
  }

  @Test
  void groupsDoNotDisturbOneAnother() {
    Constraint one = Constraints.atMost(Spot.AGENT, 1, List.of());
    Constraint two = Constraints.atMost(Spot.AGENT, 1, List.of());
    List<Wish<Integer>> wishes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      wishes.add(
          new Wish<>(i, RoleId.DEFAULT, Resources.parse("cpus:1"), 0, i % 2 == 0 ? one : two));
    }
    Matching.Result<Integer> result = Matching.match(offers(8), wishes, 99);
    assertEquals(
        List.of(0, 1),
        result.placements().getFirst().taken().stream().map(Matching.Taken::key).toList());
  }
}
