package cuesta.deploy;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Goes into test bundles: one that does not start. */
public final class Crash implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    throw new IllegalStateException("no such device");
  }

  @Override
  public void stop(BundleContext context) {}
}
