package cuesta.blobs.master;

import cuesta.api.blob.Blob;
import cuesta.api.ha.LeaderInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a follower does: takes over what the leader has, and gives it what it lacks. Nothing goes
 * here but what the leader says it removed, so that whatever is on any master's disk comes back to
 * all of them. One thread.
 */
final class Standby {
  private final Keeper keeper;
  private final Upstream upstream;

  private String log = "";
  private long after;
  private long restarts;

  /** What the leader's log has named since its begin; empty once all was compared. */
  private Optional<Set<String>> named = Optional.of(new HashSet<>());

  Standby(Keeper keeper, Upstream upstream) {
    this.keeper = keeper;
    this.upstream = upstream;
  }

  /**
   * Asks the leader once, and does what follows from the answer.
   *
   * @throws IOException if it cannot; the next round begins where this one was
   */
  void round(LeaderInfo leader) throws IOException {
    if (restarts != keeper.restarts()) {
      restarts = keeper.restarts();
      log = "";
    }
    Page page = upstream.page(leader, log, after);
    if (!page.log().equals(log)) {
      log = page.log();
      after = 0;
      named = Optional.of(new HashSet<>());
    }
    keeper.needs().learn(page.owners());
    for (String hash : page.gone()) {
      keeper.shelf().drop(hash);
    }
    for (Blob blob : page.added()) {
      named.ifPresent(all -> all.add(blob.hash()));
      load(leader, blob);
    }
    if (page.next() == page.head() && named.isPresent()) {
      giveBack(leader, named.get());
      named = Optional.empty();
    }
    after = page.next();
  }

  private void load(LeaderInfo leader, Blob blob) throws IOException {
    if (keeper.shelf().look(blob.hash()).isPresent()) {
      return;
    }
    try (InputStream content = upstream.open(leader, blob.hash())) {
      keeper.local(content, Optional.of(blob.hash()));
    } catch (NoSuchFileException e) {
      // Removed since; the next page says so.
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void giveBack(LeaderInfo leader, Set<String> known) throws IOException {
    for (Blob blob : keeper.shelf().all()) {
      if (!known.contains(blob.hash())) {
        try (InputStream content = keeper.shelf().open(blob.hash(), 0)) {
          upstream.offer(leader, blob.hash(), blob.size(), content);
        }
      }
    }
  }
}
