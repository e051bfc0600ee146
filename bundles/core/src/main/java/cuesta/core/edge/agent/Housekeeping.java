package cuesta.core.edge.agent;

import cuesta.core.agent.AgentState;
import cuesta.core.agent.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an agent does now and then: logs that grew too large, sandboxes that nobody needs. One
 * thread.
 */
final class Housekeeping implements AutoCloseable {
  /** A command that writes 100 MB/s is half a gigabyte over the limit when it is noticed. */
  private static final Duration ROTATION = Duration.ofSeconds(5);

  private static final Duration SWEEP = Duration.ofMinutes(1);
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("agent-housekeeping").daemon().factory());
  private final Supplier<AgentState> state;
  private final LogRotation rotation;
  private final SandboxSweep sweep;

  Housekeeping(Path workDir, Supplier<AgentState> state) {
    this.state = state;
    rotation = new LogRotation(workDir, LogRotation.MAX_BYTES);
    sweep = new SandboxSweep(workDir, id -> state.get().checkpoint().places().has(id));
  }

  void start() {
    every(ROTATION, this::rotate);
    every(SWEEP, this::sweep);
  }

  private void every(Duration period, Runnable work) {
    clock.scheduleWithFixedDelay(
        () -> guarded(work), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  void after(long delay, TimeUnit unit, Runnable work) {
    clock.schedule(() -> guarded(work), delay, unit);
  }

  /** A task of a scheduler that throws is never run again. */
  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("housekeeping broke; it is tried again", e);
    }
  }

  private void rotate() {
    rotation.rotate(
        state.get().checkpoint().containers().stream()
            .filter(container -> container.phase() == Phase.LAUNCHED)
            .toList());
  }

  private void sweep() {
    try {
      Duration maxAge = SandboxSweep.maxAge(sweep.used());
      int removed = sweep.sweep(Instant.now(), maxAge);
      if (removed > 0) {
        LOG.info("sandboxes removed={} older than {}", removed, maxAge);
      }
    } catch (IOException e) {
      LOG.warn("sandboxes could not be swept: {}", e.toString());
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
