package cuesta.itests.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.api.Reason;
import cuesta.api.front.Deployments.Deployment;
import cuesta.api.front.PluginView;
import cuesta.api.front.Slots;
import cuesta.contracts.Await;
import cuesta.exam.jupiter.PaxExam;
import cuesta.itests.Container;
import cuesta.itests.FreePort;
import cuesta.itests.Jars;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.cm.ConfigurationAdmin;

/** Load balancers come and go under people who visit an application. */
@PaxExam
@ExamReactorStrategy(PerClass.class)
public class BalancerSwapIT {
  private static final String FILE = "proxy.jar";
  private static final String SLOT = "balancer";
  private static final int SWAPS = 5;
  private static final int PAGES = 200;

  @Configuration
  public Option[] container() throws IOException {
    return Container.distribution("balancers");
  }

  @AfterEach
  public void takeAway(BundleContext context) throws Exception {
    Cluster.of(context).plugins().clear();
  }

  @Test
  public void swapsLoseNoRequest(BundleContext context) throws Exception {
    Cluster cluster = Cluster.of(context);
    int port = FreePort.any();
    try (Leader leader = new Leader()) {
      org.osgi.service.cm.Configuration place = place(cluster, port, leader.port());
      Await.until("a balancer is there", () -> cluster.current(SLOT).isPresent(), cluster::rows);
      assertEquals(List.of(), health(context));
      PluginView shipped = cluster.current(SLOT).orElseThrow();
      try (Visitors visitors = Visitors.start(port, 2)) {
        progress(visitors);
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int swap = 1; swap <= SWAPS; swap++) {
          Deployment row = cluster.plugins().deploy(FILE, Jars.rebuilt(Jars.BALANCER, swap));
          cluster.awaitCurrent(SLOT, row.bundleId());
          loaders.add(loader(context, row.bundleId()));
          progress(visitors);
        }
        cluster.plugins().remove(FILE);
        cluster.awaitCurrent(SLOT, shipped.bundleId());
        progress(visitors);
        visitors.end();
        assertEquals(List.of(), visitors.wrong(), "of " + visitors.done() + " pages");
        awaitCollected(loaders);
      }
      place.delete();
      Await.until("its place is gone", () -> cluster.current(SLOT).isEmpty(), cluster::rows);
    }
  }

  private static WeakReference<ClassLoader> loader(BundleContext context, long bundle) {
    return new WeakReference<>(
        context.getBundle(bundle).adapt(BundleWiring.class).getClassLoader());
  }

  private static void awaitCollected(List<WeakReference<ClassLoader>> loaders) throws Exception {
    Await.until(
        "old class loaders are collected",
        () -> {
          System.gc();
          return loaders.stream().allMatch(loader -> loader.get() == null);
        },
        () -> loaders.stream().filter(loader -> loader.get() != null).count());
  }

  private static void progress(Visitors visitors) throws Exception {
    int done = visitors.done() + PAGES;
    Await.until("pages are seen", () -> visitors.done() >= done, visitors::wrong);
  }

  private static List<Reason> health(BundleContext context) throws Exception {
    return context.getServiceReferences(Slots.class, "(node=balancer)").stream()
        .map(context::getService)
        .map(Slots::health)
        .flatMap(List::stream)
        .toList();
  }

  private static org.osgi.service.cm.Configuration place(Cluster cluster, int port, int leader)
      throws IOException {
    org.osgi.service.cm.Configuration place =
        cluster
            .service(ConfigurationAdmin.class)
            .getFactoryConfiguration("cuesta.balancer", "one", "?");
    place.update(
        new Hashtable<>(
            Map.of(
                "id",
                "it",
                "port",
                port,
                "master",
                "127.0.0.1:" + leader,
                "key.file",
                cluster.dir().resolve("cluster.key").toString())));
    return place;
  }
}
