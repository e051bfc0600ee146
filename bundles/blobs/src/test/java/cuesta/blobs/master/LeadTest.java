package cuesta.blobs.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cuesta.api.blob.Blob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LeadTest {
  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration LONG = Duration.ofMinutes(5);

  private long now;

  private static Blob blob(int number) {
    return new Blob(String.format("%064x", number), number);
  }

  private Lead lead(String log, Blob... blobs) {
    return new Lead(log, List.of(blobs), () -> now);
  }

  @Property(tries = 40)
  void aFollowerThatReadsOnHasWhatTheLeaderHas(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    Set<String> has = new HashSet<>();
    Set<String> mirrored = new HashSet<>();
    Lead lead = lead("1.0");
    String log = "";
    long after = 0;
    for (int i = 0; i < 4_000; i++) {
      Blob blob = blob(random.nextInt(1_500));
      if (random.nextInt(4) > 0) {
        lead.added(blob);
        has.add(blob.hash());
      } else {
        lead.gone(blob.hash());
        has.remove(blob.hash());
      }
      if (random.nextInt(1_500) == 0) {
        Page page = lead.page("f", log, after, List.of(), AT_ONCE);
        page.added().forEach(added -> mirrored.add(added.hash()));
        mirrored.removeAll(page.gone());
        log = page.log();
        after = page.next();
      }
    }
    Page page;
    do {
      page = lead.page("f", log, after, List.of(), AT_ONCE);
      page.added().forEach(added -> mirrored.add(added.hash()));
      mirrored.removeAll(page.gone());
      log = page.log();
      after = page.next();
    } while (page.next() < page.head());
    assertEquals(has, mirrored);
  }

  @Test
  void anotherLogBeginsAnew() throws Exception {
    Lead lead = lead("2.0", blob(1), blob(2));
    Page page = lead.page("f", "1.0", 2, List.of("ci"), LONG);
    assertEquals(List.of(blob(1), blob(2)), page.added());
    assertEquals(List.of("ci"), page.owners());
  }

  @Test
  void whatIsPutIsWaitedForUntilAllFollowersAcknowledge() throws Exception {
    Lead lead = lead("1.0");
    lead.page("f", "1.0", 0, List.of(), AT_ONCE);
    lead.page("g", "1.0", 0, List.of(), AT_ONCE);
    lead.added(blob(1));
    FutureTask<Integer> put = new FutureTask<>(() -> lead.await(blob(1).hash(), LONG));
    Thread.ofVirtual().start(put);
    lead.page("f", "1.0", 1, List.of(), AT_ONCE);
    assertFalse(put.isDone(), "g has not acknowledged");
    lead.page("g", "1.0", 1, List.of(), AT_ONCE);
    assertEquals(2, put.get());
  }

  @Test
  void whoWasWaitedForInVainIsNotWaitedForUntilHeIsThere() throws Exception {
    Lead lead = lead("1.0");
    lead.page("f", "1.0", 0, List.of(), AT_ONCE);
    lead.added(blob(1));
    assertEquals(0, lead.await(blob(1).hash(), AT_ONCE));
    assertEquals(List.of("f"), lead.behind());
    lead.added(blob(2));
    assertEquals(0, lead.await(blob(2).hash(), LONG), "at once");
    lead.page("f", "1.0", 2, List.of(), AT_ONCE);
    assertEquals(List.of(), lead.behind());
    assertEquals(1, lead.await(blob(2).hash(), LONG));
  }

  @Test
  void whoIsSilentIsNotWaitedFor() throws Exception {
    Lead lead = lead("1.0");
    lead.page("f", "1.0", 0, List.of(), AT_ONCE);
    now += Lead.SILENCE.toNanos();
    lead.added(blob(1));
    assertEquals(0, lead.await(blob(1).hash(), LONG), "at once");
    assertEquals(List.of(), lead.behind(), "he is not there at all");
    lead.heard("f");
    assertEquals(List.of("f"), lead.there());
  }

  @Test
  void aPollEndsWithWhatComesAndWithTheLead() throws Exception {
    Lead lead = lead("1.0");
    List<FutureTask<Page>> polls = new ArrayList<>();
    for (String name : List.of("f", "g")) {
      FutureTask<Page> poll = new FutureTask<>(() -> lead.page(name, "1.0", 0, List.of(), LONG));
      Thread.ofVirtual().start(poll);
      polls.add(poll);
    }
    lead.added(blob(1));
    for (FutureTask<Page> poll : polls) {
      assertEquals(List.of(blob(1)), poll.get().added());
    }
    FutureTask<Page> last = new FutureTask<>(() -> lead.page("f", "1.0", 1, List.of(), LONG));
    Thread.ofVirtual().start(last);
    lead.end();
    assertEquals(List.of(), last.get().added());
  }

  @Test
  void whatCameBackIsNotCountedAmongRemovals() throws Exception {
    Lead lead = lead("1.0");
    for (int i = 0; i <= Lead.GONE; i++) {
      lead.gone(blob(1).hash());
      lead.added(blob(1));
    }
    lead.gone(blob(1).hash());
    assertEquals(List.of(blob(1).hash()), lead.page("f", "1.0", 0, List.of(), AT_ONCE).gone());
  }

  @Test
  void removalsAreForgottenBeyondABound() throws Exception {
    Lead lead = lead("1.0", blob(0));
    for (int i = 1; i <= Lead.GONE + 5; i++) {
      lead.gone(blob(i).hash());
    }
    Set<String> gone = new HashSet<>();
    long after = 0;
    Page page;
    do {
      page = lead.page("f", "1.0", after, List.of(), AT_ONCE);
      gone.addAll(page.gone());
      after = page.next();
    } while (page.next() < page.head());
    assertEquals(Lead.GONE, gone.size());
    assertEquals(
        Set.of(),
        gone.stream().filter(hash -> hash.equals(blob(5).hash())).collect(Collectors.toSet()));
  }
}
