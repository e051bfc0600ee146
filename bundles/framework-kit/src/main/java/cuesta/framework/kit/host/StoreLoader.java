package cuesta.framework.kit.host;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.framework.FrameworkStore;
import cuesta.api.framework.FrameworkStore.Entry;
import cuesta.api.framework.FrameworkStore.Op;
import cuesta.engine.Change;
import cuesta.framework.kit.StoreCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads a whole store at the beginning of a session. It first writes a mark of its own: once that
 * is durable, so is everything that a predecessor's session had under way, and the pages read
 * afterwards are the last word.
 */
final class StoreLoader {
  static final String MARK = StoreCodec.OWN + "session";

  private static final int PAGE = 1_000;
  private static final int SCHEMA = 1;
  private static final int ATTEMPTS = 5;
  private static final int LOOKS = 1_000;
  private static final int LOOK_MILLIS = 2;

  /** A store on a disk under load has answered within a few seconds, or something is wrong. */
  private static final long ANSWER_SECONDS = 30;

  /** What was read. */
  record Loaded(List<Change> changes, List<Entry> entries) {}

  private final FrameworkStore store;
  private final StoreCodec codec;

  StoreLoader(FrameworkStore store, StoreCodec codec) {
    this.store = store;
    this.codec = codec;
  }

  /** Blocks. Throws what the store refuses with. */
  Loaded load() throws IOException, InterruptedException {
    long mark = mark();
    for (int look = 0; look < LOOKS; look++) {
      List<Entry> entries = entries();
      if (entries.stream().anyMatch(e -> e.key().equals(MARK) && e.version() >= mark)) {
        return new Loaded(changes(entries), entries);
      }
      // Reads are of what was published last, which may lag behind an answer by a moment.
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    throw new IOException("the store shows nothing of what it said was written");
  }

  private List<Entry> entries() throws IOException, InterruptedException {
    List<Entry> entries = new ArrayList<>();
    String after = "";
    while (true) {
      FrameworkStore.Page page = get(store.scan("", after, PAGE));
      entries.addAll(page.entries());
      if (page.next().isEmpty()) {
        return entries;
      }
      after = page.next().get();
    }
  }

  private List<Change> changes(List<Entry> entries) throws IOException {
    List<Change> changes = new ArrayList<>();
    for (Entry entry : entries) {
      if (!entry.key().startsWith(StoreCodec.OWN)) {
        changes.add(codec.read(entry));
      }
    }
    return changes;
  }

  /** The version that it has with this session. */
  private long mark() throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      Optional<Entry> before = get(store.get(MARK));
      long version = before.map(Entry::version).orElse(0L);
      try {
        byte[] value = Long.toString(version + 1).getBytes(StandardCharsets.UTF_8);
        get(store.commit(List.of(Op.put(MARK, version, SCHEMA, value))));
        return version + 1;
      } catch (Refused refused) {
        // A predecessor's mark may have become durable between reading and writing.
        if (!refused.reason().code().equals(Reasons.STORE_CONFLICT) || attempt == ATTEMPTS) {
          throw refused;
        }
      }
    }
  }

  private static <T> T get(CompletionStage<T> stage) throws IOException, InterruptedException {
    try {
      return stage.toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw refusal(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("the store did not answer within " + ANSWER_SECONDS + " s");
    }
  }

  /** Whatever a stage failed with, as a refusal. */
  static Refused refusal(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof Refused refused
        ? refused
        : new Refused(Reason.of(Reasons.INTERNAL, "", String.valueOf(cause)));
  }
}
