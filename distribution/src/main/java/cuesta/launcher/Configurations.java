package cuesta.launcher;

import java.io.IOException;
import java.util.Hashtable;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;

/** Hands configurations to ConfigAdmin. */
final class Configurations {
  /** Not bound to a bundle: the component that wants it may come from anywhere. */
  private static final String ANY_LOCATION = "?";

  private Configurations() {}

  /** ConfigAdmin must be running; components are told in the order of the list. */
  static void create(BundleContext context, List<Configuration> configurations) throws IOException {
    ServiceReference<ConfigurationAdmin> reference =
        context.getServiceReference(ConfigurationAdmin.class);
    if (reference == null) {
      throw new IOException("ConfigAdmin is not running: is bundles/01 complete?");
    }
    ConfigurationAdmin admin = context.getService(reference);
    try {
      for (Configuration configuration : configurations) {
        existing(admin, configuration).update(new Hashtable<>(configuration.properties()));
      }
    } finally {
      context.ungetService(reference);
    }
  }

  private static org.osgi.service.cm.Configuration existing(
      ConfigurationAdmin admin, Configuration configuration) throws IOException {
    return configuration.name().isPresent()
        ? admin.getFactoryConfiguration(
            configuration.pid(), configuration.name().get(), ANY_LOCATION)
        : admin.getConfiguration(configuration.pid(), ANY_LOCATION);
  }
}
