package cuesta.core.osgi;

import cuesta.api.Reason;
import cuesta.api.courier.Courier;
import cuesta.api.front.AgentDoor;
import cuesta.api.front.Slots;
import cuesta.api.ha.Detector;
import cuesta.api.isolator.IsolatorPlugin;
import cuesta.api.launcher.LauncherPlugin;
import cuesta.api.resources.Resources;
import cuesta.core.agent.AgentConfig;
import cuesta.core.edge.agent.AgentNode;
import cuesta.core.edge.agent.Attributes;
import cuesta.core.edge.agent.Carrier;
import cuesta.core.edge.agent.MasterLink;
import cuesta.core.edge.agent.ResourceDetector;
import cuesta.core.edge.link.HttpDetector;
import cuesta.core.edge.link.LinkClient;
import cuesta.core.edge.link.LinkLimits;
import cuesta.core.message.AgentInfo;
import cuesta.core.message.FromMaster;
import cuesta.core.message.ToMaster;
import cuesta.core.osgi.slot.ServiceCandidate;
import cuesta.core.osgi.slot.SlotsService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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

/** An agent, from a configuration. */
@Component(
    service = {},
    immediate = true,
    configurationPid = "cuesta.agent",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class AgentComponent {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** What the launcher says of an agent. */
  public @interface Config {
    /** Its name in this process. */
    String node() default "slave(1)";

    /** Where its HTTP door is. */
    String host() default "127.0.0.1";

    /** The door's port. */
    int port() default 5051;

    /** Its directory. */
    String work_dir() default "";

    /** HTTP address of a master; empty to ask the ensemble. */
    String master() default "";

    /** What it offers; the rest is detected. */
    String resources() default "";

    /** What frameworks can tell agents apart by. */
    String attributes() default "";

    /** Among how many agents the machine is divided. */
    int share() default 1;

    /** Whether each of them gets all of it but ports. */
    boolean overcommit() default false;

    /** Which share is its own, from 0. */
    int index() default 0;

    /** Isolators, comma separated, or "auto". */
    String isolation() default "auto";

    /** The launcher. */
    String launcher() default "posix";

    /** Whether tasks may run as root. */
    boolean allow_root() default false;

    /** The file with the cluster key. */
    String key_file() default "";
  }

  private final AgentSlots slots;
  private final AgentNode node;
  private final LinkClient client;
  private final Optional<HttpDetector> asked;
  private final List<ServiceRegistration<?>> services;
  private volatile Optional<Courier> courier = Optional.empty();

  /**
   * Opens the journal and waits for its isolators and launcher.
   *
   * @param config from the launcher
   * @param context registers what fronts see
   * @param runtime shared by all slots
   * @throws IOException naming what is wrong with key, directory or resources
   */
  @Activate
  public AgentComponent(Config config, BundleContext context, @Reference SlotRuntime runtime)
      throws IOException {
    Path workDir = Files.createDirectories(Path.of(config.work_dir()));
    List<String> isolation = isolation(config.isolation());
    SlotsService rows = runtime.rows();
    Link link = new Link();
    asked =
        config.master().isEmpty()
            ? Optional.empty()
            : Optional.of(new HttpDetector(config.master()));
    LastLeader detector =
        new LastLeader(asked.<Detector>map(d -> d).orElseGet(() -> new LateDetector(context)));
    slots =
        new AgentSlots(
            config.node(),
            isolation,
            config.launcher(),
            opening -> contexts(workDir).isolator(opening),
            opening -> contexts(workDir).launcher(opening),
            this::ready,
            runtime.host(),
            rows);
    String version = context.getBundle().getVersion().toString();
    node =
        new AgentNode(
            config.node(),
            agent(config, workDir, isolation, version),
            slots,
            slots,
            link,
            new Carrier(() -> courier, detector::http));
    client =
        new LinkClient(
            detector,
            KeyFile.read(config.key_file()),
            LinkLimits.DEFAULT,
            link,
            () -> asked.ifPresent(HttpDetector::recheck));
    link.between(node, client);
    node.start();
    client.start();
    Map<String, Object> named = Map.of("node", config.node());
    services =
        List.of(
            context.registerService(AgentDoor.class, node.door(), new Hashtable<>(named)),
            context.registerService(Slots.class, rows, new Hashtable<>(named)));
  }

  private static List<String> isolation(String names) {
    return names.equals("auto")
        ? List.of(CgroupProbe.isUsable() ? "cgroups" : "posix")
        : List.of(names.split(" *, *"));
  }

  private AgentContexts contexts(Path workDir) {
    return new AgentContexts(node, workDir);
  }

  private void ready(boolean all, Optional<Reason> why) {
    node.slotsReady(all, why);
  }

  private static AgentConfig agent(
      Config config, Path workDir, List<String> isolation, String version) {
    Resources all = new ResourceDetector(workDir).complete(config.resources());
    Resources mine =
        ResourceDetector.share(all, config.share(), config.index(), config.overcommit());
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("isolation", String.join(",", isolation));
    facts.put("launcher", config.launcher());
    facts.put("version", version);
    SortedMap<String, String> environment = new TreeMap<>();
    environment.put("PATH", PATH);
    return new AgentConfig(
        new AgentInfo(
            config.host(),
            "http://" + config.host() + ":" + config.port() + "/" + config.node(),
            mine,
            Attributes.parse(config.attributes()),
            facts),
        workDir.toAbsolutePath().normalize().toString(),
        System.getProperty("user.name"),
        config.allow_root(),
        environment);
  }

  /** An isolator came. */
  @Reference(
      policy = ReferencePolicy.DYNAMIC,
      cardinality = ReferenceCardinality.MULTIPLE,
      unbind = "removeIsolator")
  void addIsolator(ComponentServiceObjects<IsolatorPlugin> services) {
    slots.offeredIsolator(new ServiceCandidate<>(services));
  }

  /** An isolator leaves; returns when nothing runs in it any more. */
  void removeIsolator(ServiceReference<IsolatorPlugin> service) {
    slots.withdrawnIsolator(ServiceCandidate.id(service));
  }

  /** A launcher came. */
  @Reference(
      policy = ReferencePolicy.DYNAMIC,
      cardinality = ReferenceCardinality.MULTIPLE,
      unbind = "removeLauncher")
  void addLauncher(ComponentServiceObjects<LauncherPlugin> services) {
    slots.offeredLauncher(new ServiceCandidate<>(services));
  }

  /** A launcher leaves; returns when nothing runs in it any more. */
  void removeLauncher(ServiceReference<LauncherPlugin> service) {
    slots.withdrawnLauncher(ServiceCandidate.id(service));
  }

  /** What carries blobs came. */
  @Reference(
      policy = ReferencePolicy.DYNAMIC,
      cardinality = ReferenceCardinality.OPTIONAL,
      unbind = "removeCourier")
  void setCourier(Courier service) {
    courier = Optional.of(service);
  }

  /** It leaves; another one may have come already. */
  void removeCourier(Courier service) {
    courier = courier.filter(now -> now != service);
  }

  /** Stops; containers run on. */
  @Deactivate
  void stop() throws IOException {
    services.forEach(ServiceRegistration::unregister);
    client.close();
    asked.ifPresent(HttpDetector::close);
    slots.close();
    node.close();
  }

  /** Between the agent, which speaks to a link, and the link, which speaks to an agent. */
  private static final class Link implements MasterLink, LinkClient.Listener {
    private AgentNode node;
    private LinkClient client;

    void between(AgentNode agent, LinkClient link) {
      node = agent;
      client = link;
    }

    @Override
    public void send(long stream, ToMaster message) {
      client.send(stream, message);
    }

    @Override
    public void close(long stream, Reason why) {
      client.close(stream, why);
    }

    @Override
    public void opened(long stream) {
      node.streamOpened(stream);
    }

    @Override
    public void said(long stream, FromMaster message) {
      node.said(stream, message);
    }

    @Override
    public void broken(long stream, Reason why) {
      node.streamBroken(stream);
    }
  }
}
