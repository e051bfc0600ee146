package cuesta.blobs.master;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.blob.Blob;
import cuesta.api.front.Leadership;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The blobs of a master, whether it leads or not. Any thread; calls block. */
final class Keeper {
  /** How long a put waits for followers; then it goes on without those that lag. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How long what nobody needs stays. Also how long a new leader removes nothing. */
  static final Duration UNUSED = Duration.ofHours(1);

  /** How soon an owner should have said what it needs. */
  static final Duration SILENT = Duration.ofMinutes(10);

  /** A disk was too full for a blob. */
  static final String BLOBS_FULL = "BLOBS_FULL";

  /** Some blobs are not on all masters. */
  static final String BLOBS_BEHIND = "BLOBS_BEHIND";

  /** Blobs that nobody needs are kept, as an owner is silent. */
  static final String BLOBS_KEPT = "BLOBS_KEPT";

  private final Shelf shelf;
  private final Needs needs;
  private final Supplier<Leadership> leadership;
  private final LongSupplier nanos;
  private final AtomicLong restarts = new AtomicLong();
  private volatile Optional<String> full = Optional.empty();
  private Optional<Lead> lead = Optional.empty();
  private long term;
  private long since;
  private long restarted;

  /**
   * Keeps blobs.
   *
   * @param leadership who leads now
   * @param nanos a clock that only goes forward
   */
  Keeper(Shelf shelf, Needs needs, Supplier<Leadership> leadership, LongSupplier nanos) {
    this.shelf = shelf;
    this.needs = needs;
    this.leadership = leadership;
    this.nanos = nanos;
    // All is compared anew: whoever has the blob that is damaged here sends it.
    shelf.onDamage(hash -> restarts.incrementAndGet());
  }

  Shelf shelf() {
    return shelf;
  }

  Needs needs() {
    return needs;
  }

  Leadership leadership() {
    return leadership.get();
  }

  /** Grows when what is here must be compared with the others anew. */
  long restarts() {
    return restarts.get();
  }

  /** The log of this master, if it leads. */
  synchronized Optional<Lead> lead() {
    Leadership now = leadership.get();
    boolean begins = now.leading() && (lead.isEmpty() || term != now.term());
    boolean again = now.leading() && restarted != restarts.get();
    if (lead.isPresent() && (begins || !now.leading())) {
      // Not when it begins: owners may have been quicker than we to see that this master leads.
      needs.forgetSaid();
    }
    if (begins) {
      since = nanos.getAsLong();
    }
    if (!now.leading()) {
      lead.ifPresent(Lead::end);
      lead = Optional.empty();
    } else if (begins || again) {
      Optional<Lead> former = lead;
      term = now.term();
      restarted = restarts.get();
      Lead next = new Lead(term + "." + restarted, shelf.all(), nanos);
      former.filter(old -> again && !begins).ifPresent(next::inherit);
      lead = Optional.of(next);
      former.ifPresent(Lead::end);
    }
    return lead;
  }

  /** The log of this master. */
  Lead leading() {
    return lead()
        .orElseThrow(
            () ->
                new Refused(
                    Reason.of(
                        Reasons.NOT_LEADER, "", "this master does not lead", "ask the leader")));
  }

  /**
   * What was kept.
   *
   * @param blob what
   * @param copies on how many masters it is at least
   */
  record Kept(Blob blob, int copies) {}

  /**
   * Keeps bytes on this master, which leads, and on all that follow it.
   *
   * @param patience how long those are waited for
   */
  Kept put(InputStream content, Optional<String> expected, Duration patience)
      throws IOException, InterruptedException {
    leading();
    Blob blob = local(content, expected);
    Lead now = leading();
    now.added(blob);
    return new Kept(blob, 1 + now.await(blob.hash(), patience));
  }

  /** Keeps bytes on this master alone. */
  Blob local(InputStream content, Optional<String> expected) throws IOException {
    try {
      Blob blob = shelf.put(content, expected);
      full = Optional.empty();
      return blob;
    } catch (NoRoom e) {
      full = Optional.of(e.getMessage());
      throw e;
    }
  }

  /**
   * Removes what nobody needs and nobody used for an hour; nothing while an owner is silent.
   *
   * @return how much went
   */
  int sweep() throws IOException {
    Optional<Lead> now = lead();
    if (now.isEmpty() || ledFor().compareTo(UNUSED) < 0 || !needs.silent().isEmpty()) {
      return 0;
    }
    int removed = 0;
    for (Blob blob : shelf.all()) {
      if (!needs.isNeeded(blob.hash()) && shelf.dropUnused(blob.hash(), UNUSED.toNanos())) {
        now.get().gone(blob.hash());
        removed++;
      }
    }
    return removed;
  }

  private synchronized Duration ledFor() {
    return Duration.ofNanos(nanos.getAsLong() - since);
  }

  /** What is not as it should be. */
  List<Reason> health() {
    List<Reason> reasons = new ArrayList<>();
    full.ifPresent(
        why ->
            reasons.add(
                Reason.of(BLOBS_FULL, "blobs", why, "make room; what waits is tried again")));
    Optional<Lead> now = lead();
    now.map(Lead::behind)
        .filter(behind -> !behind.isEmpty())
        .ifPresent(
            behind ->
                reasons.add(
                    Reason.of(
                        BLOBS_BEHIND,
                        "blobs",
                        behind.size() + " of " + now.get().there().size() + " standbys lack blobs",
                        "see their logs; puts do not wait for them")));
    if (now.isPresent() && ledFor().compareTo(SILENT) >= 0) {
      needs.silent().forEach(owner -> reasons.add(kept(owner)));
    }
    return reasons;
  }

  private static Reason kept(String owner) {
    return Reason.of(
        BLOBS_KEPT,
        owner,
        "has not said which blobs it needs, so that none is removed",
        "deploy it, or forget it: DELETE /blobs?owner=" + owner);
  }
}
