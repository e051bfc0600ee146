package cuesta.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who may use whom: one row per module, and per package where a module has layers of its own. */
class LayersTest {
  private static final String API = "cuesta.api";
  private static final String ENGINE = "cuesta.engine";
  private static final String LOG = "org.slf4j";
  private static final String OSGI = "org.osgi";
  private static final String JSON = "com.fasterxml.jackson";
  private static final String MESSAGE = "cuesta.core.message";

  /**
   * The JDK is allowed to all; what the pure layers may use of it is {@link EnginesTest}'s matter.
   */
  private static final List<Layer> LAYERS =
      List.of(
          // Annotations for bnd only: nothing of them is needed at run time.
          Layer.of(
              "bundles/api", API, "org.osgi.annotation", "org.osgi.service.component.annotations"),
          Layer.of("engine", ENGINE),
          Layer.of("bundles/protocol", "cuesta.protocol", "com.google", "io.grpc"),
          // The pure layers of core; master, agent and slot do not see one another.
          Layer.of("bundles/core", MESSAGE, API, ENGINE),
          Layer.of("bundles/core", "cuesta.core.slot", API, ENGINE, MESSAGE),
          Layer.of("bundles/core", "cuesta.core.master", API, ENGINE, MESSAGE),
          Layer.of("bundles/core", "cuesta.core.agent", API, ENGINE, MESSAGE),
          // Only core.osgi knows OSGi; it wires everything, hence nobody may use it.
          Layer.of("bundles/core", "cuesta.core.osgi", "cuesta", "io.grpc", LOG, OSGI),
          Layer.of(
              "bundles/core",
              "cuesta.core.edge",
              API,
              ENGINE,
              "cuesta.protocol",
              MESSAGE,
              "cuesta.core.slot",
              "cuesta.core.master",
              "cuesta.core.agent",
              "com.google",
              "io.grpc",
              LOG),
          Layer.of("bundles/deploy", "cuesta.deploy", API, OSGI, LOG),
          Layer.of(
              "bundles/election-zookeeper",
              "cuesta.election",
              API,
              OSGI,
              LOG,
              JSON,
              "org.apache.curator",
              "org.apache.zookeeper"),
          Layer.of("bundles/admin", "cuesta.admin", API, OSGI, LOG, JSON, "jakarta.servlet"),
          Layer.of("bundles/blobs", "cuesta.blobs.master", API, OSGI, LOG, JSON),
          Layer.of("bundles/blobs", "cuesta.blobs.agent", API, "cuesta.archive", OSGI, LOG, JSON),
          // Plugins see the api alone.
          Layer.of("bundles/allocator-drf", "cuesta.allocator", API, OSGI, LOG),
          Layer.of("bundles/isolator-cgroups", "cuesta.isolator", API, OSGI, LOG),
          Layer.of("bundles/isolator-posix", "cuesta.isolator", API, OSGI, LOG),
          Layer.of("bundles/launcher-posix", "cuesta.launcher", API, OSGI, LOG),
          Layer.of("bundles/archive", "cuesta.archive", "org.apache.commons.compress"),
          Layer.of("bundles/framework-kit", "cuesta.framework.kit", API, ENGINE, JSON),
          Layer.of(
              "bundles/framework-run",
              "cuesta.framework.run",
              API,
              ENGINE,
              "cuesta.framework.kit",
              OSGI,
              LOG,
              JSON),
          Layer.of(
              "bundles/framework-cron",
              "cuesta.framework.cron",
              API,
              ENGINE,
              "cuesta.framework.kit",
              OSGI,
              LOG,
              JSON,
              "com.cronutils"),
          Layer.of("bundles/loadbalancer", "cuesta.loadbalancer", API, OSGI, LOG, "io.netty"),
          Layer.of(
              "bundles/framework-webapp",
              "cuesta.framework.webapp",
              API,
              ENGINE,
              "cuesta.framework.kit",
              OSGI,
              LOG,
              JSON,
              "org.snakeyaml"),
          // The language of CI is pure; the kit's part in it is words for errors.
          Layer.of("bundles/framework-ci", "cuesta.framework.ci.spec"),
          Layer.of(
              "bundles/framework-ci",
              "cuesta.framework.ci.language",
              "cuesta.framework.ci.spec",
              "cuesta.framework.kit",
              "org.snakeyaml",
              "com.google.re2j"),
          Layer.of(
              "bundles/framework-ci",
              "cuesta.framework.ci",
              API,
              ENGINE,
              "cuesta.framework.kit",
              OSGI,
              LOG,
              JSON,
              "cuesta.archive",
              "org.snakeyaml",
              "com.google.re2j"),
          Layer.of("bundles/contracts", "cuesta.contracts", API, "org.junit", "net.jqwik"),
          Layer.of("bundles/testkit", "cuesta.testkit", "cuesta", "org.junit", "net.jqwik", LOG),
          Layer.of("cli", "cuesta.cli", JSON, "cuesta.archive"),
          Layer.of("distribution", "cuesta.launcher", OSGI, "picocli"),
          Layer.of("examples/allocator-fifo", "cuesta.examples", API, OSGI),
          Layer.of("examples/isolator-noop", "cuesta.isolator", API, OSGI),
          Layer.of("examples/framework-hello", "cuesta.examples", API, OSGI));

  /** Not shipped: they may use what they need. */
  private static final Set<String> FREE =
      Set.of("benchmarks", "testing/format", "testing/pax-exam-jupiter");

  @Test
  void everyLayerUsesOnlyWhatItsRowAllows() {
    TreeSet<String> offences = new TreeSet<>();
    for (Layer layer : LAYERS) {
      offences.addAll(layer.offences(Tree.classes(layer.module())));
    }
    assertEquals(
        "",
        String.join("\n", offences),
        "a layer uses what it must not know: move the code to the layer that may, or hand the"
            + " thing in through an interface; the rows are in LayersTest");
  }

  @Test
  void everyClassBelongsToALayer() {
    TreeSet<String> strays = new TreeSet<>();
    for (String module : Tree.modules()) {
      if (FREE.contains(module)) {
        continue;
      }
      for (JavaClass type : Tree.classes(module)) {
        if (Layer.of(LAYERS, module, type.getPackageName()).isEmpty()) {
          strays.add(type.getName() + " in " + module);
        }
      }
    }
    assertEquals(
        "",
        String.join("\n", strays),
        "a class lies in no layer: its package must be cuesta.<module>…; a new module or layer"
            + " needs a row in LayersTest");
  }

  @Test
  void packagesFormNoCycles() {
    List<String> cycles = new ArrayList<>();
    for (String module : Tree.modules()) {
      EvaluationResult result =
          SlicesRuleDefinition.slices()
              .matching("cuesta.(**)")
              .should()
              .beFreeOfCycles()
              .allowEmptyShould(true)
              .evaluate(Tree.classes(module));
      if (result.hasViolation()) {
        cycles.add(module + ":\n" + result.getFailureReport());
      }
    }
    assertEquals("", String.join("\n", cycles), "move what both need to the lower package");
  }

  @Test
  void theTreeIsCompiled() {
    assertTrue(Tree.classes("bundles/api").size() > 0, "no classes in bundles/api: run mvn verify");
  }
}
