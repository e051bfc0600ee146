package cuesta.itests.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.front.Deployments.Deployment;
import cuesta.exam.jupiter.PaxExam;
import cuesta.itests.BrokenAllocator;
import cuesta.itests.Container;
import cuesta.itests.Jars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** A bad jar in the place of a good one: the good one goes on, and it is said what is wrong. */
@PaxExam
@ExamReactorStrategy(PerClass.class)
public class RefusalIT {
  private static final String FILE = "allocator.jar";

  @Configuration
  public Option[] container() throws IOException {
    return Container.distribution("refusals");
  }

  @AfterEach
  public void takeAway(BundleContext context) throws Exception {
    Cluster.of(context).plugins().clear();
  }

  @Test
  public void whatThrowsInOpen(BundleContext context) throws Exception {
    Reason why = refusal(context, Jars.broken(), Reasons.PLUGIN_FAILED);
    assertTrue(why.toString().contains(BrokenAllocator.WORDS), why.toString());
  }

  @Test
  public void whatDoesNotResolve(BundleContext context) throws Exception {
    byte[] jar = Jars.with(Jars.FIFO, Map.of("Import-Package", "cuesta.api;version=\"[7,8)\""));
    Reason why = refusal(context, jar, Reasons.BUNDLE_UNRESOLVED);
    assertTrue(why.detail().contains("cuesta.api"), why.toString());
    assertTrue(why.detail().contains("7"), why.toString());
  }

  @Test
  public void whatIsCutShort(BundleContext context) throws Exception {
    byte[] whole = Jars.rebuilt(Jars.FIFO, 2);
    refusal(context, Arrays.copyOf(whole, whole.length / 2), Reasons.BUNDLE_CORRUPT);
  }

  @Test
  public void whatIsNoBundle(BundleContext context) throws Exception {
    byte[] jar = Jars.with(Jars.FIFO, Map.of("Bundle-SymbolicName", " "));
    Reason why = refusal(context, jar, Reasons.BUNDLE_CORRUPT);
    assertTrue(why.detail().contains("Bundle-SymbolicName"), why.toString());
  }

  @Test
  public void whatExportsTheApi(BundleContext context) throws Exception {
    byte[] jar = Jars.with(Jars.FIFO, Map.of("Export-Package", "cuesta.api.allocator"));
    Reason why = refusal(context, jar, Reasons.BUNDLE_EXPORTS_API);
    assertTrue(why.detail().contains("cuesta.api.allocator"), why.toString());
  }

  @Test
  public void whatOthersMayWrite(BundleContext context) throws Exception {
    Cluster cluster = Cluster.of(context);
    Deployment good = good(cluster);
    Path part = cluster.plugins().folder().resolve(".unsafe");
    Files.write(part, Jars.rebuilt(Jars.FIFO, 2));
    Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-rw-rw-"));
    Files.move(part, part.resolveSibling(FILE), StandardCopyOption.ATOMIC_MOVE);
    Reason why = cluster.plugins().awaitRefusal(FILE, Reasons.FILE_UNSAFE);
    assertTrue(why.hint().contains("chmod"), why.toString());
    assertUntouched(cluster, good);
  }

  @Test
  public void whatIsRepairedServes(BundleContext context) throws Exception {
    refusal(context, Jars.broken(), Reasons.PLUGIN_FAILED);
    Cluster cluster = Cluster.of(context);
    Deployment repaired = cluster.plugins().deploy(FILE, Jars.rebuilt(Jars.DRF, 3));
    assertEquals(List.of(repaired), cluster.plugins().rows(), "no complaint is left");
    assertEquals(repaired.bundleId(), cluster.current("allocator").orElseThrow().bundleId());
  }

  private static Reason refusal(BundleContext context, byte[] bad, String code) throws Exception {
    Cluster cluster = Cluster.of(context);
    Deployment good = good(cluster);
    List<Bundle> bundles = List.of(context.getBundles());
    Reason why = cluster.plugins().refused(FILE, bad, code);
    assertUntouched(cluster, good);
    assertEquals(bundles, List.of(context.getBundles()), "nothing of it is left");
    return why;
  }

  private static Deployment good(Cluster cluster) throws Exception {
    return cluster.plugins().deploy(FILE, Jars.rebuilt(Jars.FIFO, 1));
  }

  private static void assertUntouched(Cluster cluster, Deployment good) throws Exception {
    assertEquals(good, cluster.plugins().rows().getFirst());
    assertEquals(good.bundleId(), cluster.current("allocator").orElseThrow().bundleId());
    try (Runs runs = cluster.runs()) {
      String state = runs.awaitEnd(runs.start("true")).path("state").asText();
      assertEquals("FINISHED", state, "the good one is at work");
    }
  }
}
