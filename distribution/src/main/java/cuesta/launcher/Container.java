package cuesta.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** A Felix with the distribution's bundles in it. */
final class Container {
  /** ZooKeeper and gRPC end within a second or two; beyond this an operator's kill -9 is near. */
  static final Duration STOP_LIMIT = Duration.ofSeconds(15);

  /** A cold start on a busy machine takes up to 20 s; a bundle that blocks is named after this. */
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Framework framework;
  private final StartErrors errors = new StartErrors();

  private Container(Framework framework) {
    this.framework = framework;
  }

  /**
   * Starts everything and returns when the highest start level is reached, or when that took too
   * long: {@link #notActive} then says what does not run.
   *
   * @param properties of the framework, besides the fixed ones
   * @param configurations exist before the first component looks for its own
   */
  static Container start(
      Layout layout, Map<String, String> properties, List<Configuration> configurations)
      throws BundleException, IOException, InterruptedException {
    Framework framework =
        ServiceLoader.load(FrameworkFactory.class)
            .findFirst()
            .orElseThrow(() -> new IOException("no OSGi framework on the launcher's class path"))
            .newFramework(FrameworkProperties.of(layout, properties));
    Container container = new Container(framework);
    framework.init();
    framework.getBundleContext().addFrameworkListener(container.errors);
    int highest = container.install(layout.bundles());
    framework.start(); // level 1: logging and ConfigAdmin
    Configurations.create(framework.getBundleContext(), configurations);
    container.raiseTo(highest);
    return container;
  }

  private int install(List<Layout.Placed> bundles) throws BundleException {
    BundleContext context = framework.getBundleContext();
    int highest = 1;
    for (Layout.Placed placed : bundles) {
      // "reference:" uses the jar where it lies instead of copying it into the cache.
      Bundle bundle = context.installBundle("reference:" + placed.jar().toUri());
      bundle.adapt(BundleStartLevel.class).setStartLevel(placed.startLevel());
      if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
        bundle.start(Bundle.START_ACTIVATION_POLICY); // only marked: its level is not reached yet
      }
      highest = Math.max(highest, placed.startLevel());
    }
    return highest;
  }

  private void raiseTo(int startLevel) throws InterruptedException {
    CountDownLatch reached = new CountDownLatch(1);
    // One queue brings all events: when this one comes, the errors on the way have come too. (A
    // listener handed to setStartLevel would be called past that queue.)
    FrameworkListener listener =
        event -> {
          if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
            reached.countDown();
          }
        };
    framework.getBundleContext().addFrameworkListener(listener);
    framework.adapt(FrameworkStartLevel.class).setStartLevel(startLevel);
    reached.await(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    framework.getBundleContext().removeFrameworkListener(listener);
  }

  BundleContext context() {
    return framework.getBundleContext();
  }

  /** The bundles that do not run, each with its reason; empty when all is well. */
  List<NotActive> notActive() {
    return errors.notActive(framework.getBundleContext());
  }

  /** Returns when somebody stopped the framework. */
  void awaitStop() throws InterruptedException {
    framework.waitForStop(0);
  }

  /** Stops all bundles in the reverse order of their start; false if that took too long. */
  boolean stop() throws BundleException, InterruptedException {
    framework.stop();
    return framework.waitForStop(STOP_LIMIT.toMillis()).getType() != FrameworkEvent.WAIT_TIMEDOUT;
  }
}
