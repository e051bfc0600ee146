package cuesta.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.exam.jupiter.PaxExam;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The distribution's bundles fit together. */
@PaxExam
@ExamReactorStrategy(PerClass.class)
public class WiringIT {
  @Configuration
  public Option[] container() throws IOException {
    return Container.distribution("wiring");
  }

  @Test
  public void everyBundleIsActive(BundleContext context) {
    List<String> idle =
        Arrays.stream(context.getBundles())
            .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
            .map(bundle -> bundle + " is in state " + bundle.getState())
            .toList();
    assertEquals(List.of(), idle);
  }

  @Test
  public void onlyTheApiExportsTheApi(BundleContext context) {
    List<String> exporters =
        Arrays.stream(context.getBundles())
            .filter(bundle -> exports(bundle).contains("cuesta.api"))
            .map(Bundle::getSymbolicName)
            .toList();
    assertEquals(List.of("cuesta.api"), exporters);
  }

  private static String exports(Bundle bundle) {
    String header = bundle.getHeaders("").get("Export-Package");
    return header == null ? "" : header;
  }
}
