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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Reads a whole store at the beginning of a session. It first writes a mark of its own: once that
 * is durable, so is everything that a predecessor's session had under way, and the pages read
 * afterwards are the last word. Nothing here waits on a thread; answers of the core, whose threads
 * are not ours to hold up, are followed aside.
 */
final class StoreLoader {
  static final String MARK = StoreCodec.OWN + "session";

  private static final int PAGE = 1_000;
  private static final int SCHEMA = 1;
  private static final int ATTEMPTS = 5;
  private static final int LOOKS = 1_000;
  private static final int LOOK_MILLIS = 2;

  /** A store on a disk under load has answered within a few seconds, or something is wrong. */
  private static final int ANSWER_SECONDS = 30;

  /** What was read; {@code stale} are those of the changes whose entries have an older form. */
  record Loaded(List<Change> changes, List<Change> stale, List<Entry> entries) {}

  private final FrameworkStore store;
  private final StoreCodec codec;
  private final Clockwork clockwork;

  StoreLoader(FrameworkStore store, StoreCodec codec, Clockwork clockwork) {
    this.store = store;
    this.codec = codec;
    this.clockwork = clockwork;
  }

  /**
   * Fails with what the store refuses with, REGISTRY_UNAVAILABLE if it does not answer, or an
   * IOException if it cannot be read.
   */
  CompletableFuture<Loaded> load() {
    CompletableFuture<Loaded> loaded = new CompletableFuture<>();
    clockwork.after(
        ANSWER_SECONDS * 1_000L,
        () ->
            loaded.completeExceptionally(
                silent("the store did not answer within " + ANSWER_SECONDS + " s")));
    mark(1)
        .thenComposeAsync(version -> look(version, 1), clockwork::aside)
        .whenComplete((done, failure) -> follow(loaded, done, failure));
    return loaded;
  }

  /** The version that it has with this session. */
  private CompletionStage<Long> mark(int attempt) {
    return store.get(MARK).thenCompose(before -> mark(attempt, before));
  }

  private CompletionStage<Long> mark(int attempt, Optional<Entry> before) {
    long version = before.map(Entry::version).orElse(0L);
    byte[] value = Long.toString(version + 1).getBytes(StandardCharsets.UTF_8);
    return store
        .commit(List.of(Op.put(MARK, version, SCHEMA, value)))
        .thenApply(done -> version + 1)
        .exceptionallyCompose(
            failure -> {
              Refused refused = refusal(failure);
              // A predecessor's mark may have become durable between reading and writing.
              return refused.reason().code().equals(Reasons.STORE_CONFLICT) && attempt < ATTEMPTS
                  ? mark(attempt + 1)
                  : CompletableFuture.failedStage(refused);
            });
  }

  /** Reads are of what was published last, which may lag behind an answer by a moment. */
  private CompletionStage<Loaded> look(long mark, int look) {
    return entries("", new ArrayList<>())
        .thenCompose(
            entries -> {
              if (entries.stream().anyMatch(e -> e.key().equals(MARK) && e.version() >= mark)) {
                return loaded(entries);
              }
              if (look == LOOKS) {
                return CompletableFuture.failedStage(
                    silent("the store shows nothing of what it said was written"));
              }
              CompletableFuture<Loaded> later = new CompletableFuture<>();
              clockwork.after(
                  LOOK_MILLIS,
                  () -> look(mark, look + 1).whenComplete((done, why) -> follow(later, done, why)));
              return later;
            });
  }

  private CompletionStage<List<Entry>> entries(String after, List<Entry> before) {
    return store
        .scan("", after, PAGE)
        .thenCompose(
            page -> {
              before.addAll(page.entries());
              return page.next().isEmpty()
                  ? CompletableFuture.completedStage(before)
                  : entries(page.next().get(), before);
            });
  }

  private CompletionStage<Loaded> loaded(List<Entry> entries) {
    List<Change> changes = new ArrayList<>();
    List<Change> stale = new ArrayList<>();
    try {
      for (Entry entry : entries) {
        if (!entry.key().startsWith(StoreCodec.OWN)) {
          changes.add(codec.read(entry));
          if (!codec.isCurrent(entry)) {
            stale.add(changes.getLast());
          }
        }
      }
    } catch (IOException unreadable) {
      return CompletableFuture.failedStage(unreadable);
    }
    return CompletableFuture.completedStage(new Loaded(changes, stale, entries));
  }

  private static <T> void follow(CompletableFuture<T> one, T done, Throwable failure) {
    if (failure == null) {
      one.complete(done);
    } else {
      one.completeExceptionally(cause(failure));
    }
  }

  static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** Nothing is damaged: the ensemble is slow, or this process stood still for as long. */
  private static Refused silent(String what) {
    return new Refused(
        Reason.of(
            Reasons.REGISTRY_UNAVAILABLE,
            "",
            what,
            "look after ZooKeeper; the next leader tries again"));
  }

  /** Whatever a stage failed with, as a refusal. */
  static Refused refusal(Throwable failure) {
    Throwable cause = cause(failure);
    return cause instanceof Refused refused
        ? refused
        : new Refused(Reason.of(Reasons.INTERNAL, "", String.valueOf(cause)));
  }
}
