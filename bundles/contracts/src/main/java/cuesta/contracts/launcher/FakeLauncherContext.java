package cuesta.contracts.launcher;

import cuesta.api.ContainerId;
import cuesta.api.launcher.LaunchRecord;
import cuesta.api.launcher.LauncherContext;
import cuesta.contracts.Await;
import cuesta.contracts.RecoveringContext;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A context which keeps what it is told. */
public final class FakeLauncherContext extends RecoveringContext<LaunchRecord>
    implements LauncherContext {
  private final ConcurrentSkipListMap<ContainerId, Integer> exits = new ConcurrentSkipListMap<>();

  /**
   * A context.
   *
   * @param scratch an existing directory
   * @param config the configuration
   * @param recovered what to adopt
   */
  public FakeLauncherContext(
      Path scratch, SortedMap<String, String> config, List<LaunchRecord> recovered) {
    super(scratch, config, recovered);
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

  @Override
  public void exited(ContainerId container, int status) {
    exits.put(container, status);
  }
}
