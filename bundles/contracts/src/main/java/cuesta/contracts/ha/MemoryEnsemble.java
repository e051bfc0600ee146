package cuesta.contracts.ha;

import cuesta.api.ha.LeaderInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * An ensemble in memory, for tests: what it holds goes with it. Everything happens on one thread of
 * its own, which is also the one that tells. A silence is noticed at once, and ends the session.
 */
public final class MemoryEnsemble implements Peers {
  final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().name("memory-ensemble").daemon().factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  final List<MemoryElection.Candidate> candidates = new ArrayList<>();
  final Set<MemoryDetector.Detection> detections = new LinkedHashSet<>();
  final MemoryJournal.Log log = new MemoryJournal.Log();

  private long term;
  private Optional<LeaderInfo> record = Optional.empty();

  /** An empty one. */
  public MemoryEnsemble() {}

  @Override
  public MemoryPeer join() {
    return new MemoryPeer(this);
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Duration silence() {
    return Duration.ofSeconds(5);
  }

  /** Lets the first candidate lead, if none does. */
  void elect() {
    if (!candidates.isEmpty() && candidates.stream().noneMatch(MemoryElection.Candidate::leads)) {
      candidates.getFirst().won(++term);
    }
  }

  /** The record vanishes with who published it. */
  void over(long ended) {
    if (record.isPresent() && record.get().term() == ended) {
      record = Optional.empty();
      detections.forEach(MemoryDetector.Detection::look);
    }
  }

  void publish(LeaderInfo leader) {
    record = Optional.of(leader);
    detections.forEach(MemoryDetector.Detection::look);
  }

  Optional<LeaderInfo> record() {
    return record;
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
