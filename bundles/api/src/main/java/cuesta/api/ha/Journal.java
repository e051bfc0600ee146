package cuesta.api.ha;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A log of changes with one writer, fenced by its term. The registry and all framework stores lie
 * in it. Durable means: on a majority of the ensemble, synced.
 */
@ConsumerType
public interface Journal {
  /** Largest sum of the changes of one append, in bytes. */
  int MAX_BATCH = 512 * 1024;

  /**
   * Reads everything, and thereby claims the log for a term: from then on a writer of a lower term
   * is refused.
   *
   * @param term the term just won
   * @return what was written
   * @throws FencedException if a higher term has claimed it
   * @throws UnreadableException if it is damaged, or of a newer version
   * @throws IOException if it cannot be read now
   */
  Stored load(long term) throws IOException;

  /**
   * Appends. Never reorders. A lost connection is neither success nor failure: the writer reads the
   * last batch number back before the stage completes.
   *
   * @param term the writer's term
   * @param changes at least one, at most {@link #MAX_BATCH} bytes together
   * @return completes with the position after the batch when it is durable; exceptionally with
   *     {@link FencedException} if another term has claimed the log, after which nothing of this
   *     term is ever written
   */
  CompletionStage<Long> append(long term, List<byte[]> changes);

  /**
   * Replaces all up to a position by a shorter log that leads to the same state. If it fails, the
   * log stays as it was.
   *
   * @param term the writer's term
   * @param position a position that an append returned
   * @param changes the shorter log, each at most {@link #MAX_BATCH} bytes
   * @return completes when done
   */
  CompletionStage<Void> snapshot(long term, long position, List<byte[]> changes);

  /**
   * What {@link #load} returns.
   *
   * @param position the position after the last change
   * @param changes the last snapshot's changes, then those appended after it
   */
  record Stored(long position, List<byte[]> changes) {
    /** Copies the list. */
    public Stored {
      changes = List.copyOf(changes);
    }
  }
}
