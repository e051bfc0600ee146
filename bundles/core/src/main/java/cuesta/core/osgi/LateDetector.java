package cuesta.core.osgi;

import cuesta.api.ha.Detector;
import cuesta.api.ha.LeaderInfo;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * The detector of the ensemble's bundle, whenever it comes: an agent starts without waiting for it.
 */
final class LateDetector implements Detector {
  private final BundleContext context;

  LateDetector(BundleContext context) {
    this.context = context;
  }

  @Override
  public AutoCloseable detect(Consumer<Optional<LeaderInfo>> changes) {
    ServiceTracker<Detector, AutoCloseable> tracker =
        new ServiceTracker<>(context, Detector.class, new Following(context, changes));
    tracker.open();
    return tracker::close;
  }

  private record Following(BundleContext context, Consumer<Optional<LeaderInfo>> changes)
      implements ServiceTrackerCustomizer<Detector, AutoCloseable> {
    @Override
    public AutoCloseable addingService(ServiceReference<Detector> reference) {
      return context.getService(reference).detect(changes);
    }

    @Override
    public void modifiedService(ServiceReference<Detector> reference, AutoCloseable detection) {
      // nothing of it is used
    }

    @Override
    public void removedService(ServiceReference<Detector> reference, AutoCloseable detection) {
      try {
        detection.close();
      } catch (Exception e) { // the contract of AutoCloseable; its bundle is going anyway
        changes.accept(Optional.empty());
      }
      context.ungetService(reference);
    }
  }
}
