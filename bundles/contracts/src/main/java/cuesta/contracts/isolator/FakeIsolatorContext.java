package cuesta.contracts.isolator;

import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.isolator.IsolatorContext;
import cuesta.api.isolator.IsolatorRecord;
import cuesta.contracts.Await;
import cuesta.contracts.RecoveringContext;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A context which keeps what it is told. */
public final class FakeIsolatorContext extends RecoveringContext<IsolatorRecord>
    implements IsolatorContext {
  private final ConcurrentSkipListMap<ContainerId, Reason> limits = new ConcurrentSkipListMap<>();

  /**
   * A context.
   *
   * @param scratch an existing directory
   * @param config the configuration
   * @param recovered what to adopt
   */
  public FakeIsolatorContext(
      Path scratch, SortedMap<String, String> config, List<IsolatorRecord> recovered) {
    super(scratch, config, recovered);
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

  @Override
  public void limitReached(ContainerId container, Reason reason) {
    limits.put(container, reason);
  }
}
