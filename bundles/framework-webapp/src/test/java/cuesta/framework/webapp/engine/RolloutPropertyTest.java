package cuesta.framework.webapp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.engine.SplitMix;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever versions follow one another, and however fast. */
class RolloutPropertyTest {
  private static final List<String> WORDS = List.of("good", "good", "good", "mute", "bad");

  /** An update without a fault never has fewer ready than it promises. */
  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void keepsItsPromise(@ForAll long seed) {
    SplitMix random = new SplitMix(seed);
    Town town = new Town(seed, 4, "cpus:8;mem:8192;ports:[31000-31099]");
    int wanted = 1 + random.below(10);
    Specs specs = Specs.of("good").update(random.below(101), random.below(4), true);
    town.deploy("a", specs.drain(random.below(3)).spec(), wanted);
    Spec.Update update = specs.spec().update();
    town.watch(
        () -> {
          Site site = town.site("a");
          assertTrue(site.ready() >= update.least(wanted), site::toString);
          assertTrue(site.staying().size() <= wanted + update.more(wanted), site::toString);
        });
    for (int i = 0; i < 5; i++) {
      String word = WORDS.get(random.below(WORDS.size()));
      town.deploy("a", next(specs, word, i), wanted);
      town.pass(Duration.ofSeconds(random.below(300)));
    }
    town.pass(Duration.ofMinutes(10));
    assertEquals(wanted, town.site("a").ready());
  }

  private static Spec next(Specs specs, String word, int i) {
    return new Specs(word, "v" + i, specs.update(), specs.drain(), specs.placement()).spec();
  }
}
