package cuesta.exam.jupiter.internal;

import org.ops4j.pax.exam.util.Injector;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** What the extension does inside the container. */
public final class ContainerSide {
  private ContainerSide() {}

  /**
   * Fills the {@code @Inject} fields, waiting for their services as long as Pax Exam is told to.
   */
  public static void inject(Object test) {
    BundleContext context = FrameworkUtil.getBundle(ContainerSide.class).getBundleContext();
    ServiceReference<Injector> injector = context.getServiceReference(Injector.class);
    if (injector == null) {
      throw new IllegalStateException("no Pax Exam Injector in the container");
    }
    context.getService(injector).injectFields(test);
  }
}
