package cuesta.contracts.ha;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.ha.FencedException;
import cuesta.api.ha.Journal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a {@link Journal} must do. */
public abstract class JournalContract {
  private Peers peers;
  private Journal journal;

  /** For subclasses. */
  protected JournalContract() {}

  /**
   * A fresh ensemble.
   *
   * @return it
   * @throws Exception if there can be none
   */
  protected abstract Peers peers() throws Exception;

  /**
   * How many seeds {@link #changesSurviveWhateverHappens} tries.
   *
   * @return from 0 up to this
   */
  protected abstract int seeds();

  @BeforeEach
  void open() throws Exception {
    peers = peers();
    journal = peers.join().journal();
  }

  @AfterEach
  void close() {
    peers.close();
  }

  private <T> T done(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(peers.patience().toMillis(), TimeUnit.MILLISECONDS);
  }

  private <X extends Throwable> X refused(Class<X> how, CompletionStage<?> stage) {
    return assertThrows(
        how,
        () -> {
          try {
            done(stage);
          } catch (ExecutionException e) {
            throw e.getCause();
          }
        });
  }

  private static List<byte[]> changes(String... texts) {
    return Arrays.stream(texts).map(text -> text.getBytes(UTF_8)).toList();
  }

  private static List<String> texts(Journal.Stored stored) {
    return stored.changes().stream().map(change -> new String(change, UTF_8)).toList();
  }

  @Test
  void anEmptyLogHoldsNothing() throws Exception {
    assertEquals(List.of(), journal.load(1).changes());
  }

  @Test
  void whatWasAppendedIsLoadedByTheNext() throws Exception {
    journal.load(1);
    long first = done(journal.append(1, changes("a", "b")));
    long second = done(journal.append(1, changes("c", "")));
    assertTrue(second > first);
    Journal.Stored stored = peers.join().journal().load(2);
    assertEquals(List.of("a", "b", "c", ""), texts(stored));
    assertEquals(second, stored.position());
  }

  @Test
  void theNextTermGoesOnWhereTheLastEnded() throws Exception {
    journal.load(1);
    done(journal.append(1, changes("a")));
    Journal next = peers.join().journal();
    Journal.Stored stored = next.load(5);
    assertTrue(done(next.append(5, changes("b"))) > stored.position());
    assertEquals(List.of("a", "b"), texts(journal.load(6)));
  }

  @Test
  void appendsThatAreUnderWayTogetherKeepTheirOrder() throws Exception {
    journal.load(1);
    List<CompletionStage<Long>> stages = new ArrayList<>();
    for (int i = 0; i < 2_500; i++) {
      stages.add(journal.append(1, changes("n" + i)));
    }
    long last = -1;
    for (CompletionStage<Long> stage : stages) {
      long position = done(stage);
      assertTrue(position > last);
      last = position;
    }
    List<String> expected = IntStream.range(0, 2_500).mapToObj(i -> "n" + i).toList();
    assertEquals(expected, texts(peers.join().journal().load(2)));
  }

  @Test
  void aWriterOfAFormerTermIsRefused() throws Exception {
    journal.load(1);
    done(journal.append(1, changes("a")));
    Journal next = peers.join().journal();
    next.load(2);
    refused(FencedException.class, journal.append(1, changes("late")));
    refused(FencedException.class, journal.append(1, changes("later")));
    refused(FencedException.class, journal.snapshot(1, 0, changes("s")));
    done(next.append(2, changes("b")));
    assertEquals(List.of("a", "b"), texts(next.load(3)));
  }

  @Test
  void aFormerTermCannotLoad() throws Exception {
    journal.load(7);
    Journal other = peers.join().journal();
    assertThrows(FencedException.class, () -> other.load(6));
    done(journal.append(7, changes("a")));
  }

  @Test
  void whoHasNotLoadedCannotAppend() throws Exception {
    refused(IllegalStateException.class, journal.append(1, changes("a")));
    journal.load(1);
    refused(IllegalStateException.class, journal.append(2, changes("a")));
  }

  @Test
  void oneTermMayLoadTwice() throws Exception {
    journal.load(1);
    done(journal.append(1, changes("a")));
    assertEquals(List.of("a"), texts(journal.load(1)));
    done(journal.append(1, changes("b")));
    assertEquals(List.of("a", "b"), texts(journal.load(2)));
  }

  @Test
  void batchesUpToTheLimitAreTakenAndLargerOnesRefused() throws Exception {
    journal.load(1);
    byte[] large = new byte[Journal.MAX_BATCH];
    Arrays.fill(large, (byte) 7);
    done(journal.append(1, List.of(large)));
    byte[] half = new byte[Journal.MAX_BATCH / 2];
    done(journal.append(1, List.of(half, half)));
    refused(IllegalArgumentException.class, journal.append(1, List.of(large, new byte[1])));
    refused(IllegalArgumentException.class, journal.append(1, List.of()));
    List<byte[]> stored = peers.join().journal().load(2).changes();
    assertEquals(3, stored.size());
    assertArrayEquals(large, stored.get(0));
  }

  @Test
  void manySmallChangesFitInOneBatch() throws Exception {
    journal.load(1);
    List<byte[]> small = Collections.nCopies(50_000, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    done(journal.append(1, small));
    assertEquals(50_000, peers.join().journal().load(2).changes().size());
  }

  @Test
  void whatIsAppendedMayBeChangedAfterwards() throws Exception {
    journal.load(1);
    byte[] change = {'a'};
    CompletionStage<Long> stage = journal.append(1, List.of(change));
    change[0] = 'z';
    done(stage);
    assertEquals(List.of("a"), texts(journal.load(2)));
  }

  @Test
  void aSnapshotReplacesWhatItCovers() throws Exception {
    journal.load(1);
    long a = done(journal.append(1, changes("a")));
    long b = done(journal.append(1, changes("b")));
    done(journal.append(1, changes("c")));
    done(journal.snapshot(1, b, changes("ab")));
    assertEquals(List.of("ab", "c"), texts(peers.join().journal().load(2)));
    Journal next = peers.join().journal();
    Journal.Stored stored = next.load(3);
    done(next.append(3, changes("d")));
    done(next.snapshot(3, stored.position(), changes("abc")));
    assertEquals(List.of("abc", "d"), texts(next.load(4)));
    refused(IllegalArgumentException.class, next.snapshot(4, a, changes("x")));
  }

  @Test
  void aSnapshotMayEndBetweenAppendsThatWereUnderWayTogether() throws Exception {
    journal.load(1);
    List<CompletionStage<Long>> stages = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      stages.add(journal.append(1, changes("n" + i, "m" + i)));
    }
    done(stages.getLast());
    for (int cut : List.of(3, 50, 98, 99)) {
      done(journal.snapshot(1, done(stages.get(cut)), changes("up to " + cut)));
      List<String> expected = new ArrayList<>(List.of("up to " + cut));
      IntStream.range(cut + 1, 100).forEach(i -> expected.addAll(List.of("n" + i, "m" + i)));
      assertEquals(expected, texts(journal.load(1)));
    }
  }

  @Test
  void aLargeSnapshotAndAnEmptyOne() throws Exception {
    journal.load(1);
    long position = done(journal.append(1, changes("a")));
    List<byte[]> large = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      byte[] change = new byte[i % 3 == 0 ? Journal.MAX_BATCH : 200_000];
      change[0] = (byte) i;
      large.add(change);
    }
    done(journal.snapshot(1, position, large));
    List<byte[]> stored = peers.join().journal().load(2).changes();
    assertEquals(9, stored.size());
    for (int i = 0; i < 9; i++) {
      assertArrayEquals(large.get(i), stored.get(i));
    }
    Journal next = peers.join().journal();
    next.load(3);
    done(next.snapshot(3, position, List.of()));
    assertEquals(List.of(), next.load(4).changes());
  }

  @Test
  void appendsGoOnWhileASnapshotIsWritten() throws Exception {
    journal.load(1);
    long position = done(journal.append(1, changes("a")));
    CompletionStage<Void> snapshot =
        journal.snapshot(1, position, Collections.nCopies(20, new byte[100_000]));
    List<CompletionStage<Long>> stages = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      stages.add(journal.append(1, changes("n" + i)));
    }
    for (CompletionStage<Long> stage : stages) {
      done(stage);
    }
    done(snapshot);
    List<String> stored = texts(journal.load(2));
    assertEquals(220, stored.size());
    assertEquals("n199", stored.getLast());
  }

  @Test
  void aSnapshotOfWhatIsNotDurableIsRefused() throws Exception {
    journal.load(1);
    long position = done(journal.append(1, changes("a")));
    refused(IllegalArgumentException.class, journal.snapshot(1, position + 1, changes("x")));
    byte[] large = new byte[Journal.MAX_BATCH + 1];
    refused(IllegalArgumentException.class, journal.snapshot(1, position, List.of(large)));
    assertEquals(List.of("a"), texts(journal.load(2)));
  }

  @Test
  void whatIsAppendedDuringASilenceIsWrittenOnceAfterIt() throws Exception {
    Peers.Peer peer = peers.join();
    peer.journal().load(3);
    done(peer.journal().append(3, changes("a")));
    peer.mute();
    CompletionStage<Long> b = peer.journal().append(3, changes("b"));
    CompletionStage<Long> c = peer.journal().append(3, changes("c"));
    peer.unmute();
    assertTrue(done(b) < done(c));
    assertEquals(List.of("a", "b", "c"), texts(journal.load(4)));
  }

  @Test
  void whatASilentWriterHadUnderWayIsFencedOff() throws Exception {
    Peers.Peer peer = peers.join();
    peer.journal().load(3);
    done(peer.journal().append(3, changes("a")));
    peer.mute();
    CompletionStage<Long> b = peer.journal().append(3, changes("b"));
    List<String> found = texts(journal.load(4));
    done(journal.append(4, changes("c")));
    peer.unmute();
    refused(FencedException.class, b);
    List<String> expected = new ArrayList<>(found);
    expected.add("c");
    assertEquals(expected, texts(journal.load(5)));
  }

  @Test
  void aClosedJournalRefuses() throws IOException {
    Peers.Peer peer = peers.join();
    peer.journal().load(1);
    peer.close();
    refused(IOException.class, peer.journal().append(1, changes("a")));
    assertThrows(IOException.class, () -> peer.journal().load(2));
  }

  /**
   * What was acknowledged is there, in order; what was not, at most once; nothing of a former term
   * comes later.
   */
  @Test
  void changesSurviveWhateverHappens() throws Exception {
    for (int seed = 0; seed < seeds(); seed++) {
      try (Peers own = peers()) {
        new JournalStory(own, seed).tell();
      }
    }
  }
}
