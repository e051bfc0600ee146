package cuesta.framework.ci.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.blob.Blob;
import cuesta.framework.ci.CiCodec;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is kept, and what gives way. */
class RetentionTest {
  private final Yard yard = new Yard();

  private long done(int version, String job) {
    long number =
        yard.start(Specs.origin("p", "main", version), false, Specs.pipeline("1 a " + job));
    yard.ends(number, "a", 0);
    return number;
  }

  private boolean has(long number) {
    return yard.job(number, "a").left().archive().isPresent();
  }

  @Test
  void artifactsExpireButTheLatestOfABranchStay() {
    long first = done(1, "artifacts expire=3600");
    long second = done(2, "artifacts expire=3600");
    yard.pass(Duration.ofMinutes(61));
    assertFalse(has(first));
    assertTrue(yard.job(first, "a").left().expired());
    assertTrue(has(second));
    yard.pass(Duration.ofDays(3));
    assertTrue(has(second));
    done(3, "");
    yard.pass(Duration.ofDays(1));
    assertFalse(has(second));
    yard.checkStore();
  }

  @Test
  void artifactsWithoutATermAreKeptForAWhile() {
    long first = done(1, "artifacts");
    done(2, "");
    yard.pass(Duration.ofDays(29));
    assertTrue(has(first));
    yard.pass(Duration.ofDays(2));
    assertFalse(has(first));
  }

  @Test
  void theOldestPipelinesThatAreOverGiveWay() {
    long open = yard.start("1 a manual");
    long first = done(1, "");
    for (int i = 1; i < CiLimits.KEPT_OF_PROJECT; i++) {
      done(1 + i, "");
    }
    assertNotNull(yard.line(first));
    done(1_000, "");
    assertNull(yard.line(first));
    assertNotNull(yard.line(open));
    yard.checkStore();
  }

  @Test
  void theLeastRecentlyUsedCachesGiveWay() {
    int[] next = {0};
    yard.gathers =
        asked -> {
          TreeMap<String, Blob> caches = new TreeMap<>();
          caches.put("k" + next[0], Specs.blob(50_000 + next[0]++));
          return new CiEvent.Gathered(
              asked.key(),
              asked.attempt(),
              new Parts(Optional.empty(), Optional.empty(), Optional.empty(), caches),
              Optional.empty());
        };
    for (int i = 0; i <= CiLimits.CACHES; i++) {
      yard.pass(Duration.ofSeconds(1));
      done(1, "cache=k");
    }
    assertEquals(CiLimits.CACHES, yard.state().caches().size());
    assertFalse(yard.state().caches().has(new CacheKey("p", "k0")));
    assertTrue(yard.state().caches().has(new CacheKey("p", "k1")));
    assertFalse(yard.state().needed().contains(Specs.blob(50_000).hash()));
    assertTrue(yard.state().needed().contains(Specs.blob(50_001).hash()));
  }

  /** Or the bound on their sum would not bound the store. */
  @Test
  void nothingTakesMoreThanItWeighs() {
    yard.start(
        "1 a needs= artifacts junit dotenv cache=k tag=t after", "2 b manual", "3 c needs=a,b");
    CiCodec codec = new CiCodec();
    for (Line line : yard.state().lines().values()) {
      int written = size(codec, new CiChange.PipelineKept(line.pipeline()));
      assertTrue(written <= Weights.of(line.pipeline()), written + " bytes");
      for (Job job : line.jobs().values()) {
        int bytes = size(codec, new CiChange.JobKept(line.number(), job));
        assertTrue(bytes <= Weights.of(job), job.name() + ": " + bytes + " bytes");
      }
    }
  }

  private static int size(CiCodec codec, CiChange change) {
    return codec.write(change).value().orElseThrow().length;
  }
}
