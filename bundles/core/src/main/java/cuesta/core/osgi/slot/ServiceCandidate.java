package cuesta.core.osgi.slot;

import cuesta.api.plugin.Context;
import cuesta.api.plugin.Plugin;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A candidate that Declarative Services bound. Bound as {@link ComponentServiceObjects}, so that
 * its component is activated by the slot's worker and not on the thread that installed the bundle.
 */
public final class ServiceCandidate<C extends Context, T extends AutoCloseable>
    implements Candidate<C, T> {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceCandidate.class);

  /** Location of a bundle that was deployed from a file: {@code cuesta:<file>:<hash>}. */
  private static final String DEPLOYED = "cuesta:";

  private final ComponentServiceObjects<? extends Plugin<C, T>> services;
  private final long id;
  private final int ranking;
  private final String name;
  private final Origin origin;

  private record Origin(long id, String bundle, String version, String file) {}

  /**
   * Wraps what a bind method was given.
   *
   * @param services the service objects
   */
  public ServiceCandidate(ComponentServiceObjects<? extends Plugin<C, T>> services) {
    this.services = services;
    ServiceReference<?> reference = services.getServiceReference();
    id = id(reference);
    ranking = reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer r ? r : 0;
    name = reference.getProperty("plugin.name") instanceof String n ? n : "";
    Bundle bundle = reference.getBundle();
    // A service that was unregistered a moment ago has no bundle any more; its unbind is on the
    // way.
    origin =
        bundle == null
            ? new Origin(-1, "", "", "")
            : new Origin(
                bundle.getBundleId(),
                String.valueOf(bundle.getSymbolicName()),
                bundle.getVersion().toString(),
                file(bundle.getLocation()));
  }

  /**
   * The number by which a slot knows a service.
   *
   * @param reference what an unbind method was given
   * @return its {@code service.id}
   */
  public static long id(ServiceReference<?> reference) {
    return (Long) reference.getProperty(Constants.SERVICE_ID);
  }

  private static String file(String location) {
    int end = location.lastIndexOf(':');
    return location.startsWith(DEPLOYED) && end > DEPLOYED.length()
        ? location.substring(DEPLOYED.length(), end)
        : "";
  }

  @Override
  public long serviceId() {
    return id;
  }

  @Override
  public int ranking() {
    return ranking;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long bundleId() {
    return origin.id();
  }

  @Override
  public String bundle() {
    return origin.bundle();
  }

  @Override
  public String version() {
    return origin.version();
  }

  @Override
  public String file() {
    return origin.file();
  }

  @Override
  public Plugin<C, T> get() {
    return services.getService();
  }

  @Override
  public void unget(Plugin<C, T> plugin) {
    try {
      giveBack(services, plugin);
    } catch (IllegalStateException e) {
      // Who bound it is gone, and took everything back: this plugin closed later than it might.
      LOG.debug("{} was given back before: {}", name, e.toString());
    }
  }

  // What getService gave is of the service's own type; the wildcard cannot know.
  @SuppressWarnings("unchecked")
  private static <P> void giveBack(ComponentServiceObjects<P> services, Object plugin) {
    services.ungetService((P) plugin);
  }
}
