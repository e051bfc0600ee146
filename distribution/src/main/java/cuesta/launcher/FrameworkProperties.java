package cuesta.launcher;

import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.Constants;

/** How Felix is set up. */
final class FrameworkProperties {
  private FrameworkProperties() {}

  /** The fixed properties; {@code more} is added and wins. */
  static Map<String, String> of(Layout layout, Map<String, String> more) {
    Map<String, String> properties = new TreeMap<>();
    properties.put(Constants.FRAMEWORK_STORAGE, layout.cache().toString());
    properties.put(
        Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "1");
    // Rebuilding a plugin without a new version is what every author does first.
    properties.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
    // Netty and Guava look for JDK internals without importing them.
    properties.put(Constants.FRAMEWORK_BOOTDELEGATION, "sun.*,com.sun.*,jdk.internal.*");
    // The launcher talks to ConfigAdmin and asks Declarative Services for failures, hence both
    // sides
    // must see the same interfaces.
    properties.put(
        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
        "org.osgi.service.cm;version=1.6.1,"
            + "org.osgi.service.component.runtime;version=1.5.1,"
            + "org.osgi.service.component.runtime.dto;version=1.5.1");
    // Jetty waits for HttpServer's configuration instead of taking port 8080 until it comes.
    properties.put("org.apache.felix.http.require.config", "true");
    // What fails is reported by NotActive and logged by Pax Logging; Felix would print it thrice.
    properties.put("felix.log.level", "0");
    properties.put(
        "org.ops4j.pax.logging.StaticLogbackFile", layout.etc().resolve("logback.xml").toString());
    properties.put("org.ops4j.pax.logging.DefaultServiceLog.level", "WARN");
    properties.putAll(more);
    return properties;
  }
}
