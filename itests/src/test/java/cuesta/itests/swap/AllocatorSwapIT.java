package cuesta.itests.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.api.front.Deployments.Deployment;
import cuesta.api.front.PluginView;
import cuesta.contracts.Await;
import cuesta.exam.jupiter.PaxExam;
import cuesta.itests.Container;
import cuesta.itests.Jars;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;

/** Allocators come and go under running tasks while people start commands. */
@PaxExam
@ExamReactorStrategy(PerClass.class)
public class AllocatorSwapIT {
  private static final String FILE = "allocator.jar";
  private static final int SWAPS = 50;

  @Configuration
  public Option[] container() throws IOException {
    return Container.distribution("allocators");
  }

  @AfterEach
  public void takeAway(BundleContext context) throws Exception {
    Cluster.of(context).plugins().clear();
  }

  @Test
  public void fiftySwapsDisturbNobody(BundleContext context) throws Exception {
    Cluster cluster = Cluster.of(context);
    Path marks = cluster.dir().resolve("ran");
    String identity = cluster.identity();
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    try (Runs runs = cluster.runs();
        Sleepers sleepers = Sleepers.start(cluster, runs, cluster.dir().resolve("slept"), 5);
        Load load = Load.start(runs, marks, 2)) {
      for (int swap = 1; swap <= SWAPS; swap++) {
        int done = load.done();
        loaders.add(swap(context, cluster, swap));
        Await.until("commands run on", () -> load.done() > done, load::wrong);
      }
      load.end();
      assertEquals(List.of(), load.wrong());
      assertEquals(load.done(), Marks.count(marks), "each command ran once");
      assertEquals(0, runs.sentAway(), "requests not answered, of " + runs.asked());
      sleepers.assertUndisturbed();
      sleepers.end();
    }
    assertEquals(identity, cluster.identity(), "nothing was started again");
    cluster.plugins().remove(FILE);
    awaitCollected(loaders);
  }

  private static WeakReference<ClassLoader> swap(BundleContext context, Cluster cluster, int swap)
      throws Exception {
    String next = swap % 2 == 1 ? Jars.FIFO : Jars.DRF;
    Deployment row = cluster.plugins().deploy(FILE, Jars.rebuilt(next, swap));
    PluginView current = cluster.current("allocator").orElseThrow();
    assertEquals(row.bundleId(), current.bundleId());
    assertEquals(swap % 2 == 1 ? "fifo" : "drf", current.name());
    return new WeakReference<>(
        context.getBundle(row.bundleId()).adapt(BundleWiring.class).getClassLoader());
  }

  private static void awaitCollected(List<WeakReference<ClassLoader>> loaders) throws Exception {
    Await.until(
        "old class loaders are collected",
        () -> {
          System.gc();
          return left(loaders) == 0;
        },
        () -> left(loaders) + " of " + loaders.size());
  }

  private static long left(List<WeakReference<ClassLoader>> loaders) {
    return loaders.stream().filter(loader -> loader.get() != null).count();
  }

  @Test
  public void theSameVersionRebuiltIsTakenAndGivenBack(BundleContext context) throws Exception {
    Cluster cluster = Cluster.of(context);
    Plugins plugins = cluster.plugins();
    PluginView shipped = cluster.current("allocator").orElseThrow();
    assertEquals("", shipped.file(), "it belongs to the distribution");

    Deployment first = plugins.deploy(FILE, Jars.rebuilt(Jars.DRF, 1));
    Deployment second = plugins.deploy(FILE, Jars.rebuilt(Jars.DRF, 2));
    assertEquals(first.bundle() + first.version(), second.bundle() + second.version());
    assertEquals(List.of(second), plugins.rows(), "one file, one deployment");
    PluginView current = cluster.current("allocator").orElseThrow();
    assertEquals(second.bundleId(), current.bundleId());
    assertEquals(FILE, current.file());
    Await.until(
        "the former build is uninstalled",
        () -> context.getBundle(first.bundleId()) == null,
        cluster::rows);

    Deployment other = plugins.deploy("other.jar", Jars.rebuilt(Jars.FIFO, 1));
    assertEquals(other.bundleId(), cluster.current("allocator").orElseThrow().bundleId());
    plugins.remove("other.jar");
    cluster.awaitCurrent("allocator", second.bundleId());
    plugins.remove(FILE);
    cluster.awaitCurrent("allocator", shipped.bundleId());
  }
}
