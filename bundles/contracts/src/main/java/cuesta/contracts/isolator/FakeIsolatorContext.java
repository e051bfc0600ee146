package cuesta.contracts.isolator;

import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.isolator.IsolatorContext;
import cuesta.api.isolator.IsolatorRecord;
import cuesta.contracts.Await;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A context which keeps what it is told. */
public final class FakeIsolatorContext implements IsolatorContext {
  private final Path scratch;
  private final SortedMap<String, String> config;
  private final List<IsolatorRecord> recovered;
  private final ConcurrentSkipListMap<ContainerId, Reason> limits = new ConcurrentSkipListMap<>();
  private final List<Reason> reasons = new CopyOnWriteArrayList<>();

  /**
   * A context.
   *
   * @param scratch an existing directory
   * @param config the configuration
   * @param recovered what to adopt
   */
  public FakeIsolatorContext(
      Path scratch, SortedMap<String, String> config, List<IsolatorRecord> recovered) {
    this.scratch = scratch;
    this.config = config;
    this.recovered = recovered;
  }

  /**
   * Waits until a container is said to have passed a limit.
   *
   * @param container which
   * @return the reason
   * @throws Exception if it does not come
   */
  public Reason limit(ContainerId container) throws Exception {
    Await.until("limit of " + container, () -> limits.containsKey(container), () -> limits);
    return limits.get(container);
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
  public List<IsolatorRecord> recovered() {
    return recovered;
  }

  @Override
  public void limitReached(ContainerId container, Reason reason) {
    limits.put(container, reason);
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
