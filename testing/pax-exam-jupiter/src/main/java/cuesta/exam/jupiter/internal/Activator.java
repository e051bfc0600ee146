package cuesta.exam.jupiter.internal;

import java.util.Hashtable;
import java.util.Map;
import org.ops4j.pax.exam.ProbeInvokerFactory;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Offers the invoker to Pax Exam under the name that {@link HostSide} asks for. */
public final class Activator implements BundleActivator {
  static final String DRIVER = "jupiter";

  /** Called by the framework. */
  public Activator() {}

  @Override
  public void start(BundleContext context) {
    ProbeInvokerFactory factory =
        (probe, expression) -> new JupiterInvoker((BundleContext) probe, expression);
    context.registerService(
        ProbeInvokerFactory.class, factory, new Hashtable<>(Map.of("driver", DRIVER)));
  }

  @Override
  public void stop(BundleContext context) {
    // the framework withdraws the service
  }
}
