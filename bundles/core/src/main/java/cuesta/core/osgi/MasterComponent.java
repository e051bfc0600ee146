package cuesta.core.osgi;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.allocator.AllocatorPlugin;
import cuesta.api.blob.BlobService;
import cuesta.api.framework.FrameworkPlugin;
import cuesta.api.front.Master;
import cuesta.api.front.PluginView;
import cuesta.api.front.Slots;
import cuesta.api.ha.Detector;
import cuesta.api.ha.Election;
import cuesta.api.ha.Journal;
import cuesta.api.ha.LeaderInfo;
import cuesta.core.edge.link.AgentStreams;
import cuesta.core.edge.link.LinkLimits;
import cuesta.core.edge.link.LinkServer;
import cuesta.core.edge.link.ProtoRegistryCodec;
import cuesta.core.edge.link.Rehearsal;
import cuesta.core.edge.master.Candidacy;
import cuesta.core.edge.master.MasterNode;
import cuesta.core.edge.master.SandboxReader;
import cuesta.core.master.MasterConfig;
import cuesta.core.osgi.slot.ServiceCandidate;
import cuesta.core.osgi.slot.SlotsService;
import java.io.IOException;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** A master, from a configuration. */
@Component(
    service = {},
    immediate = true,
    configurationPid = "cuesta.master",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class MasterComponent {
  /** What the launcher says of a master. */
  public @interface Config {
    /** Where it listens, and what it publishes. */
    String host() default "127.0.0.1";

    /** The HTTP port that it publishes. */
    int port() default 5050;

    /** The gRPC port; 0 for any. */
    int link_port() default 5060;

    /** How long an agent may be away until it is given up. */
    long agent_timeout_ms() default 75_000;

    /** The file with the cluster key. */
    String key_file() default "";
  }

  private final String host;
  private final int port;
  private final String version;
  private final SandboxReader reader;
  private volatile Optional<BlobService> blobs = Optional.empty();
  private final MasterNode node;
  private final AllocatorSlot allocators;
  private final FrameworkSlots frameworks;
  private final LinkServer server;
  private final Candidacy candidacy;
  private final Thread rehearsal;
  private final AutoCloseable notes;
  private final List<ServiceRegistration<?>> services;

  /**
   * Starts as a standby and stands for election.
   *
   * @param config from the launcher
   * @param context registers what fronts see
   * @param runtime shared by all slots
   * @param election where to stand
   * @param detector tells who else leads
   * @param journal the registry
   * @throws IOException if the key cannot be read or the port is taken
   */
  @Activate
  public MasterComponent(
      Config config,
      BundleContext context,
      @Reference SlotRuntime runtime,
      @Reference Election election,
      @Reference Detector detector,
      @Reference Journal journal)
      throws IOException {
    MasterConfig master = new MasterConfig(Duration.ofMillis(config.agent_timeout_ms()));
    host = config.host();
    port = config.port();
    version = context.getBundle().getVersion().toString();
    String key = KeyFile.read(config.key_file());
    SlotsService rows = runtime.rows();
    reader = new SandboxReader(key);
    allocators = new AllocatorSlot(this::view, this::allocatorChanged, runtime.host(), rows);
    frameworks = new FrameworkSlots(this::node, reader, () -> blobs, runtime.host(), rows);
    node = new MasterNode(master, allocators, frameworks, this::leads);
    node.start();
    server =
        new LinkServer(
            host,
            config.link_port(),
            key,
            LinkLimits.within(master.agentTimeout()),
            AgentStreams.of(node));
    notes = rows.watch(this::note);
    services =
        List.of(
            context.registerService(Master.class, node, new Hashtable<>(Map.of("node", "master"))),
            context.registerService(Slots.class, rows, new Hashtable<>(Map.of("node", "master"))));
    candidacy =
        new Candidacy(
            node,
            new Election.Address(host, port, server.port()),
            election,
            detector,
            journal,
            new ProtoRegistryCodec());
    rehearsal = Thread.ofVirtual().name("rehearsal").start(() -> rehearse(key));
  }

  private void rehearse(String key) {
    try {
      Rehearsal.run(host, server.port(), key);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the master ends
    }
  }

  private MasterNode node() {
    return node;
  }

  private cuesta.api.cluster.ClusterView view() {
    return node.view();
  }

  private void allocatorChanged(String name) {
    node.allocatorChanged(name);
  }

  private void leads(long term, String masterId) {
    candidacy.announce(new LeaderInfo(masterId, term, host, port, server.port(), version));
  }

  /** What becomes of plugins belongs into the events. */
  private void note(PluginView row) {
    node.note(
        "plugin." + row.state().toLowerCase(Locale.ROOT),
        row.slot() + " " + row.name(),
        row.bundle() + " " + row.version() + (row.file().isEmpty() ? "" : " from " + row.file()),
        row.reason());
  }

  /** An allocator came. */
  @Reference(
      policy = ReferencePolicy.DYNAMIC,
      cardinality = ReferenceCardinality.MULTIPLE,
      unbind = "removeAllocator")
  void addAllocator(ComponentServiceObjects<AllocatorPlugin> services) {
    allocators.offered(new ServiceCandidate<>(services));
  }

  /** An allocator leaves; returns when nothing runs in it any more. */
  void removeAllocator(ServiceReference<AllocatorPlugin> service) {
    allocators.withdrawn(ServiceCandidate.id(service));
  }

  /** Something keeps blobs now. */
  @Reference(
      policy = ReferencePolicy.DYNAMIC,
      cardinality = ReferenceCardinality.OPTIONAL,
      unbind = "removeBlobs")
  void setBlobs(BlobService service) {
    blobs = Optional.of(service);
  }

  /** Blobs are kept no more; another service may have come already. */
  void removeBlobs(BlobService service) {
    if (blobs.filter(service::equals).isPresent()) {
      blobs = Optional.empty();
    }
  }

  /** A framework came. */
  @Reference(
      policy = ReferencePolicy.DYNAMIC,
      cardinality = ReferenceCardinality.MULTIPLE,
      unbind = "removeFramework")
  void addFramework(ComponentServiceObjects<FrameworkPlugin> services) {
    frameworks.offered(new ServiceCandidate<>(services));
  }

  /** A framework leaves; returns when nothing runs in it any more. */
  void removeFramework(ServiceReference<FrameworkPlugin> service) {
    frameworks.withdrawn(ServiceCandidate.id(service));
  }

  /** Hands over first, then ends. */
  @Deactivate
  void stop() throws Exception {
    rehearsal.interrupt();
    candidacy.close();
    node.stepDown(Reason.of(Reasons.NOT_LEADER, "", "this master stops", "ask the leader"));
    services.forEach(ServiceRegistration::unregister);
    frameworks.close();
    allocators.close();
    notes.close();
    server.close();
    reader.close();
    node.close();
  }
}
