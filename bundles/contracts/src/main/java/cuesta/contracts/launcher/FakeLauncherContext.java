package cuesta.contracts.launcher;

import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.launcher.LaunchRecord;
import cuesta.api.launcher.LauncherContext;
import cuesta.contracts.Await;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A context which keeps what it is told. */
public final class FakeLauncherContext implements LauncherContext {
  private final Path scratch;
  private final SortedMap<String, String> config;
  private final List<LaunchRecord> recovered;
  private final ConcurrentSkipListMap<ContainerId, Integer> exits = new ConcurrentSkipListMap<>();
  private final List<Reason> reasons = new CopyOnWriteArrayList<>();

  /**
   * A context.
   *
   * @param scratch an existing directory
   * @param config the configuration
   * @param recovered what to adopt
   */
  public FakeLauncherContext(
      Path scratch, SortedMap<String, String> config, List<LaunchRecord> recovered) {
    this.scratch = scratch;
    this.config = config;
    this.recovered = recovered;
  }

  /**
   * Waits for the end of a container.
   *
   * @param container which
   * @return its status
   * @throws Exception if it does not come
   */
  public int exit(ContainerId container) throws Exception {
    Await.until("end of " + container, () -> exits.containsKey(container), () -> exits);
    return exits.get(container);
  }

  /**
   * The ends reported so far.
   *
   * @return the last status of each container
   */
  public SortedMap<ContainerId, Integer> exits() {
    return exits;
  }

  /**
   * What was reported as degraded.
   *
   * @return the reasons in their order
   */
  public List<Reason> reasons() {
    return reasons;
  }

  @Override
  public List<LaunchRecord> recovered() {
    return recovered;
  }

  @Override
  public void exited(ContainerId container, int status) {
    exits.put(container, status);
  }

  @Override
  public Path scratch() {
    return scratch;
  }

  @Override
  public String node() {
    return "test";
  }

  @Override
  public SortedMap<String, String> config() {
    return config;
  }

  @Override
  public Instant deadline() {
    return Instant.MAX;
  }

  @Override
  public void report(Reason reason) {
    reasons.add(reason);
  }
}
