package cuesta.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.felix.cm.impl.ConfigurationManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

class ContainerTest {
  @TempDir Path directory;
  private TestHome home;

  @BeforeEach
  void configAdminIsAlwaysThere() throws Exception {
    home = new TestHome(directory.resolve("home"));
    home.put("01", "configadmin.jar", TestHome.jarOf(ConfigurationManager.class));
  }

  private Container start(Configuration... configurations) throws Exception {
    Layout layout = new Layout(home.path(), directory.resolve("work"));
    return Container.start(layout, Map.of(), List.of(configurations));
  }

  @Test
  void startsWhatIsInTheFoldersAtTheirLevels() throws Exception {
    home.bundle("02", "early", "");
    home.bundle("04", "late", "");
    Container container = start();
    try {
      assertEquals(List.of(), container.notActive());
      assertEquals(
          List.of("org.apache.felix.configadmin", "early", "late"), names(container.context()));
    } finally {
      assertTrue(container.stop());
    }
  }

  @Test
  void aBundleThatDoesNotResolveIsNamedWithWhatItMissesAndTheOthersRun() throws Exception {
    home.bundle("02", "lonely", "Import-Package: nowhere.to.be.found\n");
    home.bundle("03", "fine", "");
    Container container = start();
    try {
      List<NotActive> problems = container.notActive();
      assertEquals(1, problems.size(), problems::toString);
      assertTrue(problems.get(0).bundle().contains("lonely"), problems::toString);
      assertTrue(problems.get(0).reason().contains("nowhere.to.be.found"), problems::toString);
    } finally {
      container.stop();
    }
  }

  @Test
  void anActivatorThatThrowsIsNamedWithItsMessage() throws Exception {
    home.bundle("02", "bad", "Bundle-Activator: no.such.Activator\n");
    Container container = start();
    try {
      List<NotActive> problems = container.notActive();
      assertEquals(1, problems.size(), problems::toString);
      assertTrue(problems.get(0).reason().contains("no.such.Activator"), problems::toString);
    } finally {
      container.stop();
    }
  }

  @Test
  void configurationsAndFactoryConfigurationsReachConfigAdmin() throws Exception {
    Container container =
        start(
            Configuration.of("single", Map.of("port", 5050)),
            Configuration.of("agent", "a1", Map.of("cpus", 2L)),
            Configuration.of("agent", "a2", Map.of("cpus", 4L)));
    try {
      BundleContext context = container.context();
      ConfigurationAdmin admin =
          context.getService(context.getServiceReference(ConfigurationAdmin.class));
      assertEquals(5050, admin.getConfiguration("single", "?").getProperties().get("port"));
      assertEquals(4L, admin.getConfiguration("agent~a2", "?").getProperties().get("cpus"));
      assertEquals(2, admin.listConfigurations("(service.factoryPid=agent)").length);
    } finally {
      container.stop();
    }
  }

  @Test
  void theNextStartRemembersNothing() throws Exception {
    home.bundle("02", "gone-tomorrow", "");
    start(Configuration.of("old", Map.of("key", "value"))).stop();
    home.remove("02", "gone-tomorrow.jar");
    Container container = start();
    try {
      assertEquals(List.of("org.apache.felix.configadmin"), names(container.context()));
      BundleContext context = container.context();
      ConfigurationAdmin admin =
          context.getService(context.getServiceReference(ConfigurationAdmin.class));
      assertEquals(null, admin.listConfigurations(null));
    } finally {
      container.stop();
    }
  }

  /** In the order of their installation, without the system bundle. */
  private static List<String> names(BundleContext context) {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> bundle.getBundleId() != 0)
        .map(Bundle::getSymbolicName)
        .toList();
  }
}
