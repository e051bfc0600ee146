package cuesta.contracts;

import cuesta.api.Reason;
import cuesta.api.plugin.Context;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What an agent's plugins are opened with: it keeps what it is told. Any thread.
 *
 * @param <R> what there is to adopt
 */
public abstract class RecoveringContext<R> implements Context {
  private final Path scratch;
  private final SortedMap<String, String> config;
  private final List<R> recovered;
  private final List<Reason> reasons = new CopyOnWriteArrayList<>();

  /**
   * A context.
   *
   * @param scratch an existing directory
   * @param config the configuration
   * @param recovered what to adopt
   */
  protected RecoveringContext(Path scratch, SortedMap<String, String> config, List<R> recovered) {
    this.scratch = scratch;
    this.config = config;
    this.recovered = recovered;
  }

  /**
   * What was reported as degraded.
   *
   * @return the reasons in their order
   */
  public List<Reason> reasons() {
    return reasons;
  }

  /**
   * What to adopt.
   *
   * @return as it was handed in
   */
  public List<R> recovered() {
    return recovered;
  }

  /**
   * A directory for the plugin.
   *
   * @return it exists
   */
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
