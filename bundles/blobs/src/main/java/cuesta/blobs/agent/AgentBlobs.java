package cuesta.blobs.agent;

import cuesta.api.courier.Courier;
import cuesta.api.framework.Collected;
import cuesta.api.framework.Fetch;
import cuesta.api.framework.Selection;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;

/** Carries between the sandboxes of a process's agents and the masters. */
@Component(
    configurationPid = "cuesta.blobs.agent",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class AgentBlobs implements Courier {
  /** They share two cores with tasks; more at a time would only be slower together. */
  private static final int AT_A_TIME = 4;

  /** What is interrupted ends with the read or write that it is in. */
  private static final long END_MILLIS = 10_000;

  /** Configuration, PID {@code cuesta.blobs.agent}. */
  public @interface Config {
    /** Where blobs are kept for the next task; on the file system of the sandboxes. */
    String dir();

    /** The file with the cluster key. */
    String key_file();

    /** Bytes of blobs kept. */
    long most() default 4L << 30;
  }

  private final Fetcher fetcher;
  private final Collector collector;
  private final UnderWay fetches = new UnderWay(AT_A_TIME);
  private final UnderWay collections = new UnderWay(AT_A_TIME);

  /**
   * Takes up what was kept.
   *
   * @throws IOException naming what cannot be read
   */
  @Activate
  public AgentBlobs(Config config) throws IOException {
    if (config.most() < 0) {
      throw new IllegalArgumentException("cuesta.blobs.agent: most must be at least 0");
    }
    Path dir = Files.createDirectories(Path.of(config.dir()));
    // Others have no business in sources and artifacts of tasks that are not theirs.
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
    String key = Files.readString(Path.of(config.key_file()), StandardCharsets.US_ASCII).strip();
    Masters masters = new Masters(key);
    fetcher = new Fetcher(dir.resolve("made"), new Cache(dir, config.most(), masters));
    collector = new Collector(dir.resolve("packed"), masters);
  }

  @Override
  public void fetch(Path sandbox, String user, List<Fetch> what, URI leader) throws IOException {
    fetches.run(
        () -> {
          fetcher.fetch(sandbox, what, leader);
          return null;
        });
  }

  @Override
  public Collected collect(Path sandbox, Selection selection, URI leader) throws IOException {
    return collections.run(() -> collector.collect(sandbox, selection, leader));
  }

  /** Breaks off what is under way; who wanted it asks the successor. */
  @Deactivate
  void stop() throws InterruptedException {
    fetches.close(END_MILLIS);
    collections.close(END_MILLIS);
  }
}
