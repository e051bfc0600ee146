package cuesta.launcher.posix;

import cuesta.api.ContainerId;
import cuesta.api.launcher.LaunchSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Says cheaply whether an ended container has left processes behind, which is asked at each end of
 * each container: reading the environment of every process of the machine would cost more than the
 * launch. Whatever outlives its supervisor hangs below a process that the reaper (init) inherited,
 * and of those only ones never seen before are looked at.
 */
final class Orphans {
  /** Process numbers come round again, but not all 32,768 within this time. */
  private static final Duration TRUSTED = Duration.ofSeconds(2);

  private Map<Integer, String> markers = new TreeMap<>();
  private long seenAt = System.nanoTime() - TRUSTED.toNanos() - 1;

  /**
   * Processes which the reaper inherited from the container; empty if it cannot be told this way,
   * and all have to be looked at.
   */
  synchronized Optional<List<Integer>> of(ContainerId container, OptionalInt reaper) {
    if (reaper.isEmpty()) {
      return Optional.empty();
    }
    Optional<List<Integer>> children = Proc.children(reaper.getAsInt());
    if (children.isEmpty()) {
      return Optional.empty();
    }
    long now = System.nanoTime();
    Map<Integer, String> before = now - seenAt < TRUSTED.toNanos() ? markers : Map.of();
    Map<Integer, String> after = new TreeMap<>();
    List<Integer> found = new ArrayList<>();
    for (int pid : children.get()) {
      String marker = before.get(pid);
      if (marker == null) {
        marker = Proc.variable(pid, LaunchSpec.MARKER);
      }
      after.put(pid, marker);
      if (marker.equals(container.value())) {
        found.add(pid);
      }
    }
    markers = after;
    seenAt = now;
    return Optional.of(found);
  }
}
