package cuesta.exam.jupiter.internal;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectIteration;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.ops4j.pax.exam.ProbeInvoker;
import org.ops4j.pax.exam.TestContainerException;
import org.osgi.framework.BundleContext;

/** Runs one method of a class in the probe bundle with Jupiter, in the container. */
final class JupiterInvoker implements ProbeInvoker {
  /** Host and container share one JVM (native container), hence a property can carry this. */
  static final String ITERATION = "pax.exam.jupiter.iteration";

  private final BundleContext probe;
  private final String type;
  private final String method;

  JupiterInvoker(BundleContext probe, String expression) {
    String[] parts = expression.split(";");
    this.probe = probe;
    type = parts[0];
    method = parts[1];
  }

  @Override
  public void call(Object... args) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      Class<?> test = probe.getBundle().loadClass(type);
      thread.setContextClassLoader(test.getClassLoader());
      Outcome outcome = new Outcome();
      LauncherFactory.create(jupiterOnly()).execute(request(selector(test)), outcome);
      outcome.throwIfNotPassed(type + "#" + method);
    } catch (ClassNotFoundException e) {
      throw new TestContainerException(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private DiscoverySelector selector(Class<?> test) {
    Method found =
        Stream.concat(Arrays.stream(test.getMethods()), Arrays.stream(test.getDeclaredMethods()))
            .filter(m -> m.getName().equals(method))
            .findFirst()
            .orElseThrow();
    String iteration = System.getProperty(ITERATION);
    return iteration == null
        ? selectMethod(test, found)
        : selectIteration(selectMethod(test, found), Integer.parseInt(iteration) - 1);
  }

  /** ServiceLoader finds nothing across bundles: the one engine is named instead. */
  private static LauncherConfig jupiterOnly() {
    return LauncherConfig.builder()
        .enableTestEngineAutoRegistration(false)
        .enableTestExecutionListenerAutoRegistration(false)
        .enableLauncherSessionListenerAutoRegistration(false)
        .enableLauncherDiscoveryListenerAutoRegistration(false)
        .enablePostDiscoveryFilterAutoRegistration(false)
        .addTestEngines(new JupiterTestEngine())
        .build();
  }

  private static LauncherDiscoveryRequest request(DiscoverySelector selector) {
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(selector)
        .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "false")
        .build();
  }
}
