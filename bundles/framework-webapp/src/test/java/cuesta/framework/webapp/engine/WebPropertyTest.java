package cuesta.framework.webapp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.TaskId;
import cuesta.engine.SplitMix;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever happens to applications: in the end each is as its owner said last. */
class WebPropertyTest {
  private static final List<String> APPS = List.of("a", "b", "c");
  private static final List<String> WORDS = List.of("good", "good", "good", "mute", "bad");
  private long call = 1_000_000;

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void convergesAndReplays(@ForAll long seed) {
    SplitMix random = new SplitMix(seed);
    Town town = new Town(seed, 4, "cpus:8;mem:8192;ports:[31000-31099]");
    for (int i = 0; i < 60; i++) {
      act(town, random, APPS.get(random.below(APPS.size())));
    }
    // Each rollout that began comes to an end, however it goes.
    town.pass(Duration.ofMinutes(30));
    for (Site site : town.state().sites().values()) {
      assertTrue(site.app().running().isEmpty(), () -> site + " is never done");
    }
    for (Site site : town.state().sites().values()) {
      town.deploy(site.name(), Specs.of("good").version("last").spec(), 3);
    }
    town.pass(Duration.ofMinutes(10));
    for (Site site : town.state().sites().values()) {
      assertEquals(3, site.ready(), site::toString);
      assertEquals(3, site.instances().size(), site::toString);
      assertEquals(List.of("good", "good", "good"), words(town, site.name()));
      assertTrue(site.versions().size() <= WebLimits.VERSIONS + 3, site::toString);
    }
    town.checkStore();
  }

  private static List<String> words(Town town, String app) {
    return town.words(app).stream().map(word -> word.substring(0, word.indexOf('@'))).toList();
  }

  private void act(Town town, SplitMix random, String name) {
    switch (random.below(12)) {
      case 0, 1, 2 -> {
        Specs specs =
            Specs.of(WORDS.get(random.below(WORDS.size())))
                .version(Integer.toString(random.below(3)))
                .update(random.below(101), random.below(3), random.chance(0.8))
                .drain(random.below(2) * 5);
        town.deploy(name, specs.spec(), random.below(6));
      }
      case 3 -> town.scale(name, random.below(6));
      case 4 -> town.tell(new WebEvent.Restart(name, "me", ++call));
      case 5 -> town.tell(new WebEvent.Rollback(name, OptionalInt.empty(), "me", ++call));
      case 6 -> town.tell(new WebEvent.Stop(name, ++call));
      case 7 -> {
        if (random.chance(0.3)) {
          town.tell(new WebEvent.Delete(name, ++call));
        }
      }
      case 8 -> town.load();
      case 9 -> any(town, random, task -> town.dies(task, random.below(2)));
      case 10 -> any(town, random, task -> town.ready(task, random.chance(0.5)));
      default -> town.pass(Duration.ofSeconds(random.below(200)));
    }
  }

  private static void any(Town town, SplitMix random, Consumer<TaskId> what) {
    if (!town.running.isEmpty()) {
      List<TaskId> all = List.copyOf(town.running.keySet());
      what.accept(all.get(random.below(all.size())));
    }
  }
}
