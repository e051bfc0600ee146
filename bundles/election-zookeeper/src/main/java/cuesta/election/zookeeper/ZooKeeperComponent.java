package cuesta.election.zookeeper;

import cuesta.api.ha.Detector;
import cuesta.api.ha.Election;
import cuesta.api.ha.Journal;
import cuesta.api.ha.LeaderInfo;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Wires the parts together; connects on a thread of its own, so that nobody's start waits for it.
 */
@Component(
    service = {Election.class, Detector.class, Journal.class},
    configurationPid = "cuesta.zookeeper",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
public final class ZooKeeperComponent implements Election, Detector, Journal {
  private final Parts parts;

  /** The settings; their defaults are in the README of the bundle. */
  public @interface Config {
    /**
     * The ensemble as {@code zk://[user:password@]host:port,…/path}; empty: the embedded server.
     */
    String servers() default "";

    /** Below which everything lies; that of {@code servers} goes before it. */
    String path() default "/mesos";

    /** The embedded server's folder. */
    String embedded_dir() default "";

    /** The embedded server's port; 0: any that is free, and the same again at the next start. */
    int embedded_port() default 0;

    /** How long a silence ends a session, in milliseconds. */
    int session_timeout_ms() default 10_000;

    /** The file with the cluster's key. */
    String key_file() default "";
  }

  /**
   * Checks the settings and starts to connect.
   *
   * @param config the settings
   */
  @Activate
  public ZooKeeperComponent(Config config) {
    parts = Parts.start(Settings.of(config));
  }

  @Deactivate
  void stop() {
    parts.close();
  }

  @Override
  public Campaign campaign(Address address, LongConsumer changes) {
    return parts.election().campaign(address, changes);
  }

  @Override
  public AutoCloseable detect(Consumer<Optional<LeaderInfo>> changes) {
    return parts.detector().detect(changes);
  }

  @Override
  public Stored load(long term) throws IOException {
    return parts.journal().load(term);
  }

  @Override
  public CompletionStage<Long> append(long term, List<byte[]> changes) {
    return parts.journal().append(term, changes);
  }

  @Override
  public CompletionStage<Void> snapshot(long term, long position, List<byte[]> changes) {
    return parts.journal().snapshot(term, position, changes);
  }
}
