package cuesta.core.osgi;

import cuesta.api.Reason;
import cuesta.api.balancer.Balancer;
import cuesta.api.balancer.BalancerPlugin;
import cuesta.api.front.PluginView;
import cuesta.api.front.Slots;
import cuesta.api.ha.Detector;
import cuesta.core.edge.balancer.Port;
import cuesta.core.edge.balancer.RouteFeed;
import cuesta.core.edge.balancer.Tables;
import cuesta.core.edge.balancer.Tally;
import cuesta.core.edge.link.HttpDetector;
import cuesta.core.osgi.slot.ServiceCandidate;
import cuesta.core.osgi.slot.SlotsService;
import java.io.IOException;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
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

/**
 * The place of a load balancer, from a configuration: its port, its routes and its slot. Beside a
 * master or an agent, or alone.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = "cuesta.balancer",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class BalancerComponent {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /**
   * How long requests under way hold up the end of the whole process: others have to hand over
   * their leadership in that time.
   */
  private static final Duration AT_THE_END = Duration.ofSeconds(3);

  /** What the launcher says of a load balancer. */
  public @interface Config {
    /** Its name in the cluster. */
    String id() default "";

    /** Where it listens. */
    String host() default "127.0.0.1";

    /** Its port; 0 for any. */
    int port() default 8080;

    /** The host under which clients reach it; empty for the one where it listens. */
    String address() default "";

    /** HTTP address of a master; empty to ask the ensemble. */
    String master() default "";

    /** The name of the plugin. */
    String plugin() default "proxy";

    /** The file with the cluster key. */
    String key_file() default "";
  }

  private final BundleContext context;
  private final BalancerSlot slot;
  private final Port port;
  private final RouteFeed feed;
  private final Optional<HttpDetector> asked;
  private final ServiceRegistration<Slots> service;

  /**
   * Opens the port and waits for a plugin.
   *
   * @param config from the launcher
   * @param context registers what fronts see
   * @param runtime shared by all slots
   * @throws IOException naming what is wrong with id, key or port
   */
  @Activate
  public BalancerComponent(Config config, BundleContext context, @Reference SlotRuntime runtime)
      throws IOException {
    this.context = context;
    if (!ID.matcher(config.id()).matches()) {
      throw new IOException(
          "id of the load balancer is '"
              + config.id()
              + "'; use 1 to 100 letters, digits, dots, dashes and underscores, a letter or digit"
              + " first");
    }
    String key = KeyFile.read(config.key_file());
    Tables tables = new Tables();
    Tally tally = new Tally(tables);
    SlotsService rows = runtime.rows(this::health);
    slot =
        new BalancerSlot(
            "balancer", config.plugin(), tables, tally, this::flipped, runtime.host(), rows);
    asked =
        config.master().isEmpty()
            ? Optional.empty()
            : Optional.of(new HttpDetector(config.master()));
    port = open(config);
    String host = config.address().isEmpty() ? config.host() : config.address();
    feed =
        new RouteFeed(
            config.id(),
            key,
            host + ":" + port.address().getPort(),
            tables,
            tally,
            slot,
            () -> asked.ifPresent(HttpDetector::recheck));
    feed.start(asked.<Detector>map(d -> d).orElseGet(() -> new LateDetector(context)));
    service =
        context.registerService(Slots.class, rows, new Hashtable<>(Map.of("node", "balancer")));
  }

  private Port open(Config config) throws IOException {
    try {
      return new Port(config.host(), config.port(), slot);
    } catch (IOException e) {
      asked.ifPresent(HttpDetector::close);
      throw e;
    }
  }

  private List<Reason> health() {
    return slot.health();
  }

  /** The routes first: they are told before the first connection comes. */
  private void flipped(Optional<Balancer> now, Optional<PluginView> row) {
    feed.flipped(now.isPresent());
    port.flipped(now.isPresent());
  }

  /** A balancer came. */
  @Reference(
      policy = ReferencePolicy.DYNAMIC,
      cardinality = ReferenceCardinality.MULTIPLE,
      unbind = "removeBalancer")
  void addBalancer(ComponentServiceObjects<BalancerPlugin> services) {
    slot.offered(new ServiceCandidate<>(services));
  }

  /** A balancer leaves; returns when nothing runs in it any more. */
  void removeBalancer(ServiceReference<BalancerPlugin> service) {
    long id = ServiceCandidate.id(service);
    if (processEnds()) {
      slot.withdrawn(id, AT_THE_END);
    } else {
      slot.withdrawn(id);
    }
  }

  private boolean processEnds() {
    return context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() == Bundle.STOPPING;
  }

  /** Closes the port; requests under way are finished. */
  @Deactivate
  void stop() throws IOException {
    service.unregister();
    port.close();
    if (!processEnds()) { // then each plugin was, or will be, withdrawn by itself
      slot.close();
    }
    feed.close();
    asked.ifPresent(HttpDetector::close);
  }
}
