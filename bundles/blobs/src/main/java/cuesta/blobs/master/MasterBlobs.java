package cuesta.blobs.master;

import cuesta.api.Reason;
import cuesta.api.blob.Blob;
import cuesta.api.blob.BlobService;
import cuesta.api.blob.Blobs;
import cuesta.api.front.Leadership;
import cuesta.api.front.Master;
import cuesta.api.front.PluginView;
import cuesta.api.front.Slots;
import cuesta.api.ha.LeaderInfo;
import cuesta.api.http.Endpoint;
import cuesta.api.http.HttpCall;
import cuesta.api.http.HttpReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the blobs of a master: for frameworks, over HTTP, and after the leader. */
@Component(
    service = {BlobService.class, Endpoint.class, Slots.class},
    configurationPid = "cuesta.blobs.master",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
public final class MasterBlobs implements BlobService, Endpoint, Slots {
  private static final Logger LOG = LoggerFactory.getLogger(MasterBlobs.class);

  /** How often it is looked who leads, and how soon after a failure the leader is asked again. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Duration SWEEPS = Duration.ofMinutes(1);

  private static final int WARN = 15;

  /** Configuration, PID {@code cuesta.blobs.master}. */
  public @interface Config {
    /** Where they are kept. */
    String dir();

    /** The file with the cluster key. */
    String key_file();

    /** Bytes of one blob. */
    long most() default 2L << 30;

    /** Bytes that stay free on the disk. */
    long reserve() default 512L << 20;
  }

  private final Keeper keeper;
  private final BlobsEndpoint endpoint;
  private final Standby standby;
  private final Thread loop;
  private volatile Optional<Master> master = Optional.empty();

  /**
   * Takes up what is on the disk.
   *
   * @throws IOException naming what cannot be read
   */
  @Activate
  public MasterBlobs(Config config) throws IOException {
    if (config.most() < 1 || config.reserve() < 0) {
      throw new IllegalArgumentException(
          "cuesta.blobs.master: most must be at least 1 and reserve at least 0");
    }
    Path dir = Files.createDirectories(Path.of(config.dir()));
    keeper =
        new Keeper(
            new Shelf(
                dir,
                new Shelf.Bounds(config.most(), config.reserve()),
                () -> dir.toFile().getUsableSpace(),
                System::nanoTime),
            new Needs(dir.resolve("owners")),
            () -> master.map(Master::leadership).orElse(Leadership.NONE),
            System::nanoTime);
    String key = Files.readString(Path.of(config.key_file()), StandardCharsets.US_ASCII).strip();
    String self = UUID.randomUUID().toString();
    endpoint = new BlobsEndpoint(keeper, config.most(), self, BlobsEndpoint.POLL);
    standby = new Standby(keeper, new Upstream(key, self));
    loop = Thread.ofVirtual().name("blobs").start(this::run);
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  void setMaster(Master came) {
    master = Optional.of(came);
  }

  void unsetMaster(Master left) {
    master = master.filter(now -> now != left);
  }

  /** Ends the loop; what it reads just now breaks off and is thrown away. */
  @Deactivate
  void stop() {
    loop.interrupt();
    keeper.lead().ifPresent(Lead::end);
  }

  private void run() {
    long swept = System.nanoTime();
    int failures = 0;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Optional<LeaderInfo> leader = keeper.leadership().leader();
        if (keeper.lead().isEmpty() && leader.isPresent()) {
          standby.round(leader.get());
          failures = 0;
          continue;
        }
        if (System.nanoTime() - swept > SWEEPS.toNanos()) {
          swept = System.nanoTime();
          LOG.debug("swept removed={}", keeper.sweep());
        }
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        return; // the bundle stops
      } catch (IOException | RuntimeException e) {
        // A change of leaders takes some attempts, and is no trouble.
        if (++failures % WARN == 0) {
          LOG.warn("blobs not followed attempts={} why={}", failures, e.toString());
        }
        rest();
      }
    }
  }

  private static void rest() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Blobs of(String owner) {
    return new Owned(keeper, owner);
  }

  private record Owned(Keeper keeper, String owner) implements Blobs {
    @Override
    public Blob put(InputStream content) throws IOException {
      try {
        return keeper.put(content, Optional.empty(), Keeper.PATIENCE).blob();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw (IOException) new InterruptedIOException("put was interrupted").initCause(e);
      } catch (cuesta.api.Refused e) {
        throw new IOException(e.getMessage(), e);
      }
    }

    @Override
    public InputStream open(String hash) throws IOException {
      return keeper.shelf().open(hash, 0);
    }

    @Override
    public void need(Set<String> hashes) {
      keeper.lead();
      keeper.needs().say(owner, hashes);
    }
  }

  @Override
  public String prefix() {
    return endpoint.prefix();
  }

  @Override
  public long bodyLimit() {
    return endpoint.bodyLimit();
  }

  @Override
  public List<String> types() {
    return endpoint.types();
  }

  @Override
  public HttpReply handle(HttpCall call) throws Exception {
    return endpoint.handle(call);
  }

  @Override
  public List<PluginView> candidates() {
    return List.of();
  }

  @Override
  public List<Reason> health() {
    return keeper.health();
  }

  @Override
  public AutoCloseable watch(Consumer<PluginView> watcher) {
    return () -> {};
  }
}
