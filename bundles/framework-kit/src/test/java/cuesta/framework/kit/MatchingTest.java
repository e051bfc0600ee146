package cuesta.framework.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.OfferId;
import cuesta.api.RoleId;
import cuesta.api.cluster.OfferView;
import cuesta.api.resources.Resources;
import cuesta.contracts.framework.fakes.FakeOffer;
import cuesta.framework.kit.Matching.Placement;
import cuesta.framework.kit.Matching.Result;
import cuesta.framework.kit.Matching.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MatchingTest {
  private static final int ALL = 1_000_000;

  private static Wish<Integer> wish(int key, String amounts, int ports) {
    return new Wish<>(key, RoleId.DEFAULT, Resources.parse(amounts), ports, Constraint.NONE);
  }

  @Test
  void theTightestOfferIsTakenAndTheRestGivenBack() {
    Result<Integer> result =
        Matching.match(
            List.of(
                FakeOffer.of("large", "a1", "cpus:8;mem:8192"),
                FakeOffer.of("small", "a2", "cpus:1;mem:512")),
            List.of(wish(1, "cpus:1;mem:256", 0)),
            ALL);
    assertEquals("small", result.placements().getFirst().offer().id().value());
    assertEquals(List.of(new OfferId("large")), result.rest());
  }

  @Test
  void portsAreTakenFromWhatIsLeft() {
    Result<Integer> result =
        Matching.match(
            List.of(FakeOffer.of("o", "a1", "cpus:8;mem:8192;ports:[100-102, 200-210]")),
            List.of(
                wish(1, "cpus:1;mem:1", 2),
                wish(2, "cpus:1;mem:1", 4),
                wish(3, "cpus:1;mem:1", 99)),
            ALL);
    List<Taken<Integer>> taken = result.placements().getFirst().taken();
    assertEquals(2, taken.size());
    assertEquals("[100-101]", taken.get(0).resources().ranges("ports").toString());
    assertEquals("[102-102, 200-202]", taken.get(1).resources().ranges("ports").toString());
  }

  @Test
  void rolesAndConstraintsAreKept() {
    Wish<Integer> role =
        new Wish<>(1, new RoleId("eng"), Resources.parse("cpus:1"), 0, Constraint.NONE);
    Wish<Integer> place =
        new Wish<>(
            2,
            RoleId.DEFAULT,
            Resources.parse("cpus:1"),
            0,
            spot -> spot.agent().value().equals("a2"));
    List<FakeOffer> offers =
        List.of(FakeOffer.of("o1", "a1", "cpus:8"), FakeOffer.of("o2", "a2", "cpus:8"));
    Result<Integer> result = Matching.match(offers, List.of(role, place), ALL);
    assertEquals(1, result.placements().size());
    assertEquals("o2", result.placements().getFirst().offer().id().value());
  }

  @Test
  void aLargeWishDoesNotHoldUpSmallOnes() {
    List<Wish<Integer>> wishes = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      wishes.add(wish(i, "cpus:64;mem:1", 0));
    }
    wishes.add(wish(999, "cpus:1;mem:1", 0));
    Result<Integer> result =
        Matching.match(List.of(FakeOffer.of("o", "a1", "cpus:8;mem:99")), wishes, ALL);
    assertEquals(999, result.placements().getFirst().taken().getFirst().key());
  }

  @Property(tries = 300)
  void nothingIsTakenTwiceAndNobodyWhoFitsIsLeftOut(@ForAll long seed) {
    Random random = new Random(seed);
    List<OfferView> offers = new ArrayList<>();
    for (int i = 0; i < random.nextInt(6); i++) {
      offers.add(
          FakeOffer.of(
              "o" + i,
              "a" + i,
              "cpus:" + random.nextInt(5) + ";mem:" + random.nextInt(500) + ";ports:[1-5]"));
    }
    List<Wish<Integer>> wishes = new ArrayList<>();
    for (int i = 0; i < random.nextInt(40); i++) {
      wishes.add(
          new Wish<>(
              i,
              RoleId.DEFAULT,
              Resources.parse(
                  "cpus:" + (1 + random.nextInt(3)) + ";mem:" + (1 + random.nextInt(200))),
              random.nextInt(3),
              random.nextInt(20),
              Constraint.NONE));
    }
    Result<Integer> result = Matching.match(offers, wishes, ALL);
    TreeSet<Integer> placed = new TreeSet<>();
    List<Resources> left = new ArrayList<>();
    for (OfferView offer : offers) {
      left.add(left(offer, result, placed));
    }
    for (Wish<Integer> wish : wishes) {
      if (!placed.contains(wish.key())) {
        for (Resources rest : left) {
          boolean ports = rest.ranges("ports").size() >= wish.ports();
          assertFalse(ports && rest.pick(wish.amounts()).isPresent(), wish + " fits " + rest);
        }
      }
    }
  }

  private static Resources left(OfferView offer, Result<Integer> result, TreeSet<Integer> placed) {
    Resources rest = offer.resources();
    for (Placement<Integer> placement : result.placements()) {
      if (placement.offer() == offer) {
        for (Taken<Integer> taken : placement.taken()) {
          rest = rest.minus(taken.resources());
          assertTrue(placed.add(taken.key()));
        }
        return rest;
      }
    }
    assertTrue(result.rest().contains(offer.id()));
    return rest;
  }
}
