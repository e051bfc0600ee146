package cuesta.core.osgi.slot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.front.PluginView;
import cuesta.api.plugin.ConfigKeys;
import cuesta.core.osgi.slot.Fakes.Greeter;
import cuesta.core.osgi.slot.Fakes.Offer;
import cuesta.core.slot.SlotLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PluginSlotTest {
  private static final Duration SOON = Duration.ofMillis(50);

  @Test
  void theLatestDeployedIsCalledAndRemovingItGivesBackToTheOneBefore() throws Exception {
    try (Fakes f = new Fakes(Fakes.LIMITS)) {
      f.slot.offered(Fakes.good(1, "drf"));
      assertEquals("drf", f.flip());
      f.slot.offered(Fakes.good(2, "fifo"));
      assertEquals("fifo", f.flip());
      assertEquals(Optional.of("fifo"), f.greet());
      PluginView row = f.until("fifo", PluginView.CURRENT);
      assertEquals("greeter", row.slot());
      f.until("drf", PluginView.OFFERED);
      f.slot.withdrawn(2);
      assertEquals("drf", f.flip());
      assertEquals(Optional.of("drf"), f.greet());
      assertEquals(List.of("drf CURRENT", "fifo GONE"), f.states());
    }
  }

  @Test
  void aPluginIsOpenedWithItsSettingsAsTheyAreThen() throws Exception {
    try (Fakes f = new Fakes(Fakes.LIMITS)) {
      f.configs.put("greeter drf", new TreeMap<>(Map.of("tone", "kind")));
      f.slot.offered(new Offer(1, "drf", c -> new Greeter("drf " + c.config(), c)));
      assertEquals("drf {tone=kind}", f.flip());
      f.slot.offered(new Offer(2, "fifo", c -> new Greeter("fifo " + c.config(), c)));
      assertEquals("fifo {}", f.flip());
      f.configs.put("greeter drf", new TreeMap<>(Map.of("tone", "harsh")));
      f.slot.withdrawn(2);
      assertEquals("drf {tone=harsh}", f.flip());
    }
  }

  @Test
  void aPluginThatRefusesASettingIsRejectedWithItsWords() throws Exception {
    try (Fakes f = new Fakes(Fakes.LIMITS)) {
      f.configs.put("greeter drf", new TreeMap<>(Map.of("tune", "kind")));
      f.slot.offered(
          new Offer(
              1,
              "drf",
              c -> {
                ConfigKeys.check(c.config(), "tone");
                return new Greeter("drf", c);
              }));
      PluginView row = f.until("drf", PluginView.REJECTED);
      String said = row.reason().orElseThrow().detail();
      assertTrue(said.contains("setting tune='kind' is not known; use tone"), said);
    }
  }

  @Test
  void aSwapUnderConstantCallsLeavesNoCallWithoutAnAnswer() throws Exception {
    try (Fakes f = new Fakes(Fakes.LIMITS)) {
      f.slot.offered(Fakes.good(1, "p1"));
      f.flip();
      AtomicBoolean stop = new AtomicBoolean();
      AtomicInteger answered = new AtomicInteger();
      CompletableFuture<Reason> caller =
          CompletableFuture.supplyAsync(
              () -> {
                while (!stop.get()) {
                  Result<String> r = f.slot.call("greet", Fakes.LONG, g -> g.name);
                  if (r.failure().isPresent()) {
                    return r.failure().get();
                  }
                  answered.incrementAndGet();
                }
                return null;
              });
      for (int i = 2; i <= 50; i++) {
        f.slot.offered(Fakes.good(i, "p" + i));
        assertEquals("p" + i, f.flip());
        f.slot.withdrawn(i - 1);
      }
      stop.set(true);
      assertEquals(null, caller.get(20, TimeUnit.SECONDS));
      assertTrue(answered.get() > 0);
    }
  }

  @Test
  void withdrawnReturnsOnlyAfterTheRunningCallHasEnded() throws Exception {
    try (Fakes f = new Fakes(Fakes.LIMITS)) {
      Offer offer = Fakes.good(1, "drf");
      f.slot.offered(offer);
      f.flip();
      CountDownLatch in = new CountDownLatch(1);
      CountDownLatch out = new CountDownLatch(1);
      AtomicReference<Greeter> used = new AtomicReference<>();
      AtomicReference<Result<String>> answer = new AtomicReference<>();
      f.slot.submit(
          "wait",
          Fakes.LONG,
          g -> {
            used.set(g);
            in.countDown();
            out.await();
            return g.name + g.closed.get();
          },
          answer::set);
      in.await();
      CompletableFuture<Void> leave = CompletableFuture.runAsync(() -> f.slot.withdrawn(1));
      assertEquals("nobody", f.flip());
      assertFalse(leave.isDone(), "a call still runs");
      out.countDown();
      leave.get(20, TimeUnit.SECONDS);
      assertEquals(Optional.of("drf0"), answer.get().answer());
      assertEquals(1, used.get().closed.get());
      assertEquals(0, offer.got.get(), "the service was given back");
    }
  }

  @Test
  void aCandidateThatThrowsIsRejectedAndTheOldOneStays() throws Exception {
    try (Fakes f = new Fakes(Fakes.LIMITS)) {
      f.slot.offered(Fakes.good(1, "drf"));
      f.flip();
      Offer bad =
          new Offer(
              2,
              "bad",
              context -> {
                throw new IllegalStateException("no such file");
              });
      f.slot.offered(bad);
      Reason why = f.until("bad", PluginView.REJECTED).reason().orElseThrow();
      assertEquals(Reasons.PLUGIN_FAILED, why.code());
      assertTrue(why.detail().contains("no such file"), why.toString());
      assertEquals(Optional.of("drf"), f.greet());
      assertEquals(0, bad.got.get());
    }
  }

  @Test
  void openPastItsDeadlineIsRejectedAndItsLateAnswerClosed() throws Exception {
    SlotLimits limits = Fakes.LIMITS.withOpen(SOON);
    try (Fakes f = new Fakes(limits)) {
      CountDownLatch let = new CountDownLatch(1);
      AtomicReference<Greeter> late = new AtomicReference<>();
      CountDownLatch closed = new CountDownLatch(1);
      f.slot.offered(
          new Offer(
              1,
              "slow",
              context -> {
                uninterruptibly(let);
                Greeter g = new Greeter("slow", context);
                late.set(g);
                return g;
              }));
      Reason why = f.until("slow", PluginView.REJECTED).reason().orElseThrow();
      assertEquals(Reasons.PLUGIN_LATE, why.code());
      awaitLost(f, 1);
      let.countDown();
      awaitLost(f, 0);
      // Its close runs on the worker after the thread came back; the slot's own close waits for no
      // stray.
      while (late.get() == null || late.get().closed.get() == 0) {
        Thread.onSpinWait();
      }
      assertEquals(1, closed.getCount());
    }
  }

  @Test
  void aCallPastItsDeadlineIsInterruptedAndItsThreadIsUsedAgain() throws Exception {
    try (Fakes f = new Fakes(Fakes.LIMITS)) {
      f.slot.offered(Fakes.good(1, "drf"));
      f.flip();
      AtomicReference<Thread> first = new AtomicReference<>();
      Result<String> late =
          f.slot.call(
              "hang",
              SOON,
              g -> {
                first.set(Thread.currentThread());
                new CountDownLatch(1).await();
                return "never";
              });
      assertEquals(Reasons.PLUGIN_LATE, late.failure().orElseThrow().code());
      assertSame(
          first.get(), f.slot.call("who", Fakes.LONG, g -> Thread.currentThread()).answer().get());
      assertEquals(0, f.host.abandoned());
    }
  }

  @Test
  void aCallThatHeedsNoInterruptIsLeftBehindWithItsThread() throws Exception {
    try (Fakes f = new Fakes(Fakes.LIMITS)) {
      f.slot.offered(Fakes.good(1, "drf"));
      f.flip();
      CountDownLatch let = new CountDownLatch(1);
      Result<String> late =
          f.slot.call(
              "hang",
              SOON,
              g -> {
                uninterruptibly(let);
                return "late";
              });
      assertEquals(Reasons.PLUGIN_LATE, late.failure().orElseThrow().code());
      assertEquals(1, f.host.abandoned());
      assertEquals(Optional.of("drf"), f.greet(), "the next call gets another thread");
      let.countDown();
      awaitLost(f, 0);
    }
  }

  @Test
  void threeFailuresQuarantineAndTheReserveFollows() throws Exception {
    try (Fakes f = new Fakes(Fakes.LIMITS)) {
      f.slot.offered(Fakes.good(1, "drf"));
      f.flip();
      f.slot.offered(Fakes.good(2, "bad"));
      f.flip();
      f.until("drf", PluginView.OFFERED);
      for (int i = 0; i < 3; i++) {
        Result<String> r =
            f.slot.call(
                "allocate",
                Fakes.LONG,
                g -> {
                  throw new StackOverflowError();
                });
        assertEquals(Reasons.PLUGIN_FAILED, r.failure().orElseThrow().code());
      }
      assertEquals("nobody", f.flip());
      assertEquals("drf", f.flip());
      assertEquals(Optional.of("drf"), f.greet());
      f.slot.retry("bad");
      assertEquals("bad", f.flip());
    }
  }

  @Test
  void aRefusalIsNoFailure() throws Exception {
    try (Fakes f = new Fakes(Fakes.LIMITS)) {
      f.slot.offered(Fakes.good(1, "drf"));
      f.flip();
      Reason own = Reason.of("DISK_SHORT", "a1", "needs 1 GiB more");
      for (int i = 0; i < 5; i++) {
        Result<String> checked =
            f.slot.callHere(
                "prepare",
                Fakes.LONG,
                g -> {
                  throw new IOException("no space");
                });
        assertTrue(checked.failure().orElseThrow().detail().contains("no space"));
        Result<String> refused =
            f.slot.callHere(
                "prepare",
                Fakes.LONG,
                g -> {
                  throw new Refused(own);
                });
        assertEquals(Optional.of(own), refused.failure());
      }
      assertEquals(Optional.of("drf"), f.greet());
    }
  }

  @Test
  void callHereRunsOnTheCallersThreadAndIsCutAtItsDeadline() throws Exception {
    try (Fakes f = new Fakes(Fakes.LIMITS)) {
      f.slot.offered(Fakes.good(1, "drf"));
      f.flip();
      assertSame(
          Thread.currentThread(),
          f.slot.callHere("who", Fakes.LONG, g -> Thread.currentThread()).answer().get());
      Result<String> late =
          f.slot.callHere(
              "hang",
              SOON,
              g -> {
                new CountDownLatch(1).await();
                return "never";
              });
      assertEquals(Reasons.PLUGIN_LATE, late.failure().orElseThrow().code());
      assertFalse(Thread.currentThread().isInterrupted(), "the interrupt was for the plugin");
    }
  }

  @Test
  void anEmptySlotSaysSo() throws Exception {
    try (Fakes f = new Fakes(Fakes.LIMITS)) {
      Reason why = f.slot.call("greet", Fakes.LONG, g -> g.name).failure().orElseThrow();
      assertEquals(Reasons.SLOT_EMPTY, why.code());
    }
  }

  @Test
  void pausedItClosesTheCurrentOneAndOpensItAgainAfterwards() throws Exception {
    try (Fakes f = new Fakes(Fakes.LIMITS)) {
      AtomicReference<Greeter> made = new AtomicReference<>();
      f.slot.offered(
          new Offer(
              1,
              "run",
              context -> {
                made.set(new Greeter("run", context));
                return made.get();
              }));
      f.flip();
      final Greeter first = made.get();
      f.slot.pause();
      assertEquals("nobody", f.flip());
      f.until("run", PluginView.OFFERED);
      assertEquals(1, first.closed.get());
      f.slot.resume();
      assertEquals("run", f.flip());
      assertEquals(0, made.get().closed.get());
    }
  }

  @Test
  void whatAPluginReportsIsInItsRow() throws Exception {
    try (Fakes f = new Fakes(Fakes.LIMITS)) {
      f.slot.offered(Fakes.good(1, "drf"));
      f.flip();
      Reason own = Reason.of("ISOLATION_WEAK", "a1", "no cgroups");
      Reason other = Reason.of("FULL", "a1", "no room");
      f.slot.call(
          "report",
          Fakes.LONG,
          g -> {
            g.context.report(own);
            g.context.report(other);
            return null;
          });
      PluginView row = f.until("drf", PluginView.CURRENT);
      while (row.reasons().size() < 2) {
        row = f.until("drf", PluginView.CURRENT);
      }
      assertEquals(List.of(own, other), row.reasons());
    }
  }

  @Test
  void theRowIsThereWhenOfferedReturns() {
    try (Fakes f = new Fakes(Fakes.LIMITS)) {
      f.slot.offered(Fakes.good(1, "drf"));
      assertEquals(1, f.rows.candidates().size());
    }
  }

  private static void uninterruptibly(CountDownLatch latch) {
    boolean done = false;
    while (!done) {
      try {
        latch.await();
        done = true;
      } catch (InterruptedException e) {
        // the very point
      }
    }
  }

  private static void awaitLost(Fakes f, int count) {
    while (f.host.abandoned() != count) {
      Thread.onSpinWait();
    }
  }
}
