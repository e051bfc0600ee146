package cuesta.contracts.ha;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import cuesta.api.ha.FencedException;
import cuesta.api.ha.Journal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A run of leaders, each of which appends, takes snapshots, is disturbed, and is followed by the
 * next without knowing; with a model of what may be found.
 */
final class JournalStory {
  private static final int LEADERS = 3;
  private static final int STEPS = 15;

  /** One term's appends; each is one change, its text unique. */
  private static final class Term {
    final long number;
    final Peers.Peer peer;
    final List<String> sent = new ArrayList<>();
    final List<CompletionStage<Long>> stages = new ArrayList<>();
    List<String> before = List.of();

    Term(long number, Peers.Peer peer) {
      this.number = number;
      this.peer = peer;
    }
  }

  private final Peers peers;
  private final int seed;
  private final SplittableRandom random;
  private List<String> settled = List.of();

  JournalStory(Peers peers, int seed) {
    this.peers = peers;
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  void tell() throws Exception {
    Term former = null;
    long number = 0;
    for (int i = 0; i < LEADERS; i++) {
      number += 1 + random.nextInt(3);
      Term term = new Term(number, peers.join());
      boolean quiet = former == null || random.nextBoolean();
      if (!quiet) {
        burst(former); // still writing when the next one loads
        disturb(former);
      }
      Journal.Stored stored = term.peer.journal().load(number);
      term.before = flat(stored);
      check(former, term.before);
      settled = term.before;
      if (former != null) {
        burst(former);
        assertEquals("fenced", outcome(former.stages.getLast()), this::where);
      }
      for (int step = 0; step < STEPS; step++) {
        step(term);
      }
      if (former != null) {
        former.peer.close();
      }
      former = term;
    }
    List<String> end = flat(peers.join().journal().load(number + 1));
    check(former, end);
  }

  private void step(Term term) throws Exception {
    switch (random.nextInt(8)) {
      case 0 -> disturb(term);
      case 1 -> snapshot(term);
      case 2 -> outcome(term.stages.isEmpty() ? append(term) : term.stages.getLast());
      default -> burst(term);
    }
  }

  private void disturb(Term term) {
    term.peer.disturb(random.nextLong());
  }

  private void burst(Term term) {
    for (int i = random.nextInt(20); i >= 0; i--) {
      append(term);
    }
  }

  private CompletionStage<Long> append(Term term) {
    String text =
        term.number + ":" + term.sent.size() + "x".repeat(random.nextInt(10) == 0 ? 5_000 : 3);
    CompletionStage<Long> stage =
        term.peer.journal().append(term.number, List.of(text.getBytes(UTF_8)));
    term.sent.add(text);
    term.stages.add(stage);
    return stage;
  }

  /**
   * Of everything up to some append that is known to be durable, in changes of several texts each.
   */
  private void snapshot(Term term) throws Exception {
    if (term.stages.isEmpty()) {
      return;
    }
    int index = random.nextInt(term.stages.size());
    if (outcome(term.stages.get(index)).equals("fenced")) {
      return;
    }
    long position = term.stages.get(index).toCompletableFuture().join();
    List<String> all = new ArrayList<>(term.before);
    all.addAll(term.sent.subList(0, index + 1));
    List<byte[]> changes = new ArrayList<>();
    for (int from = 0; from < all.size(); from += 7) {
      changes.add(
          String.join(",", all.subList(from, Math.min(from + 7, all.size()))).getBytes(UTF_8));
    }
    CompletionStage<Void> done = term.peer.journal().snapshot(term.number, position, changes);
    if (random.nextBoolean()) {
      disturb(term);
    }
    try {
      done.toCompletableFuture().get(peers.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      // One that is older than the last is refused; nothing else may be.
      assertTrue(e.getCause() instanceof IllegalArgumentException, () -> where() + e.getCause());
    }
  }

  private String outcome(CompletionStage<Long> stage) throws Exception {
    try {
      stage.toCompletableFuture().get(peers.patience().toMillis(), TimeUnit.MILLISECONDS);
      return "durable";
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FencedException) {
        return "fenced";
      }
      return fail(where(), e.getCause());
    }
  }

  /**
   * What is found is what was settled when a term began, then a beginning of what that term sent.
   */
  private void check(Term term, List<String> found) throws Exception {
    if (term == null) {
      assertEquals(List.of(), found, this::where);
      return;
    }
    assertEquals(settled, found.subList(0, Math.min(settled.size(), found.size())), this::where);
    List<String> own = found.subList(settled.size(), found.size());
    assertTrue(own.size() <= term.sent.size(), this::where);
    assertEquals(term.sent.subList(0, own.size()), own, this::where);
    for (int i = own.size(); i < term.sent.size(); i++) {
      assertEquals("fenced", outcome(term.stages.get(i)), this::where);
    }
  }

  private static List<String> flat(Journal.Stored stored) {
    List<String> texts = new ArrayList<>();
    for (byte[] change : stored.changes()) {
      texts.addAll(Arrays.asList(new String(change, UTF_8).split(",")));
    }
    return texts;
  }

  private String where() {
    return "seed " + seed + ": ";
  }
}
