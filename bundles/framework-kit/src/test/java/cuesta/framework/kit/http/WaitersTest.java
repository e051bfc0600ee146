package cuesta.framework.kit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.contracts.Await;
import cuesta.framework.kit.FrameworkEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who waits is told, or sent away; nobody is forgotten. */
class WaitersTest {
  private record Asked(long call) implements FrameworkEvent {}

  private interface Waiting {
    String get() throws Exception;
  }

  private static final Reason OVER = Reason.of(Reasons.SESSION_OVER, "f", "over", "");

  private final ConcurrentLinkedQueue<FrameworkEvent> events = new ConcurrentLinkedQueue<>();
  private final Waiters<Long, String> waiters = new Waiters<>("f", events::add, "hint");

  private static CompletableFuture<String> later(Waiting waiting) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                answer.complete(waiting.get());
              } catch (Exception e) {
                answer.completeExceptionally(e);
              }
            });
    return answer;
  }

  private long asked() throws Exception {
    Await.until("asked", () -> !events.isEmpty(), () -> "");
    return ((Asked) events.poll()).call();
  }

  private static void refused(String code, CompletableFuture<String> answer) {
    ExecutionException e =
        assertThrows(ExecutionException.class, () -> answer.get(30, TimeUnit.SECONDS));
    assertEquals(code, ((Refused) e.getCause()).reason().code());
  }

  @Test
  void answersGoToWhoAsked() throws Exception {
    CompletableFuture<String> first = later(() -> waiters.ask(Asked::new));
    long one = asked();
    CompletableFuture<String> second = later(() -> waiters.ask(Asked::new));
    long two = asked();
    waiters.done(two, "two");
    waiters.done(99, "nobody");
    assertEquals("two", second.get(30, TimeUnit.SECONDS));
    waiters.refused(one, Reason.of("WHY", "", ""));
    refused("WHY", first);
  }

  @Test
  void whoWaitsIsSentAwayWhenItIsOver() throws Exception {
    CompletableFuture<String> call = later(() -> waiters.ask(Asked::new));
    asked();
    AtomicInteger looks = new AtomicInteger();
    CompletableFuture<String> follower =
        later(
            () ->
                waiters.follow(
                    7L, Duration.ofSeconds(30), () -> "" + looks.incrementAndGet(), s -> false));
    Await.until("looks", () -> looks.get() == 1, () -> "");
    waiters.over(OVER);
    refused(Reasons.SESSION_OVER, call);
    refused(Reasons.SESSION_OVER, follower);
    assertThrows(Refused.class, () -> waiters.ask(Asked::new));
    Waiters<Long, String> asleep = new Waiters<>("f", event -> false, "");
    assertThrows(Refused.class, () -> asleep.ask(Asked::new));
  }

  @Test
  void followersSeeTheNews() throws Exception {
    AtomicInteger state = new AtomicInteger();
    assertEquals(0, waiters.follow(7L, Duration.ZERO, state::get, n -> n > 1));
    AtomicInteger looks = new AtomicInteger();
    CompletableFuture<String> follower =
        later(
            () ->
                ""
                    + waiters.follow(
                        7L,
                        Duration.ofSeconds(30),
                        () -> state.get() + 0 * looks.incrementAndGet(),
                        n -> n > 1));
    Await.until("looks", () -> looks.get() == 1, () -> "");
    state.set(1);
    waiters.changed(7L);
    Await.until("looks again", () -> looks.get() == 2, () -> "");
    state.set(2);
    waiters.changed(8L);
    waiters.changed(7L);
    assertEquals("2", follower.get(30, TimeUnit.SECONDS));
  }
}
