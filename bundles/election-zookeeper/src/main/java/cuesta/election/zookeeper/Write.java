package cuesta.election.zookeeper;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.Op;

/**
 * One write of the chain. Never changed once it was sent: a copy on a broken connection may arrive
 * later than the one that repeats it, and then must be the same.
 *
 * @param number what {@link Head#writes} is after it
 * @param ops all or none
 * @param parts whom to tell
 */
record Write(long number, List<Op> ops, List<Part> parts) {
  /**
   * Somebody who waits for it.
   *
   * @param done the stage
   * @param position what to tell
   */
  record Part(CompletableFuture<Long> done, long position) {}

  void landed() {
    parts.forEach(part -> part.done().complete(part.position()));
  }

  void failed(Throwable why) {
    parts.forEach(part -> part.done().completeExceptionally(why));
  }
}
