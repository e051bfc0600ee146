package cuesta.core.osgi;

import cuesta.api.Reason;
import cuesta.core.osgi.slot.LeakWatch;
import cuesta.core.osgi.slot.SlotHost;
import cuesta.core.osgi.slot.SlotsService;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** What all slots of the process share. */
@Component(service = SlotRuntime.class)
public final class SlotRuntime {
  private final SlotHost host;
  private final ExecutorService tellers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("slots-", 0).factory());

  /**
   * Starts no thread yet.
   *
   * @param context tells which bundles are installed
   * @param admin knows how plugins are configured
   */
  @Activate
  public SlotRuntime(BundleContext context, @Reference ConfigurationAdmin admin) {
    host = new SlotHost(new LeakWatch(id -> context.getBundle(id) != null), new PluginPids(admin));
  }

  SlotHost host() {
    return host;
  }

  /** Rows for one node, which tells itself what it lacks. */
  SlotsService rows() {
    return rows(List::of);
  }

  /** Rows for one node, whose slots tell what they lack. */
  SlotsService rows(Supplier<List<Reason>> health) {
    return new SlotsService(tellers, health);
  }

  /** Ends the threads. */
  @Deactivate
  void stop() {
    host.close();
    tellers.shutdownNow();
  }
}
