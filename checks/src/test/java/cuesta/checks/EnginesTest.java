package cuesta.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Engines are pure: same state, same event, same tick, same answer, in every JVM. Time, ids and
 * chance come from the tick; order comes from sorted collections.
 */
class EnginesTest {
  private static final List<String> PURE_CORE =
      List.of("cuesta.core.master", "cuesta.core.agent", "cuesta.core.slot", "cuesta.core.message");

  /** The one place of the engine module with threads and a clock. */
  private static final String LOOP = "cuesta.engine.loop";

  @Test
  void enginesUseNothingThatDiffersFromRunToRun() {
    TreeSet<String> offences = new TreeSet<>();
    engines().forEach(type -> offences.addAll(offences(type)));
    assertEquals("", String.join("\n", offences), "an engine would not be deterministic");
  }

  /** A rule that finds nothing anywhere would look just as green. */
  @Test
  void theRuleFindsEverySinOfTheUncleanExample() {
    JavaClass unclean = new ClassFileImporter().importClass(Unclean.class);
    String found = String.join("\n", offences(unclean));
    for (String sin : Unclean.SINS) {
      assertTrue(found.contains(" uses " + sin), () -> sin + " is not among\n" + found);
    }
    assertFalse(
        found.contains("uses java.util.TreeMap") || found.contains("CompletionStage"), found);
  }

  private static TreeSet<String> offences(JavaClass type) {
    TreeSet<String> offences = new TreeSet<>();
    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
      JavaClass target = dependency.getTargetClass().getBaseComponentType();
      Forbidden.type(target).ifPresent(way -> offences.add(offence(type, target.getName(), way)));
    }
    for (JavaCodeUnitAccess<?> access : type.getCodeUnitAccessesFromSelf()) {
      Forbidden.call(access)
          .ifPresent(way -> offences.add(offence(type, access.getTarget().getFullName(), way)));
    }
    return offences;
  }

  @Test
  void testsDoNotSleep() {
    TreeSet<String> offences = new TreeSet<>();
    for (String module : Tree.modules()) {
      for (JavaClass type : Tree.testClasses(module)) {
        type.getCodeUnitAccessesFromSelf().stream()
            .filter(call -> call.getTargetOwner().getName().equals("java.lang.Thread"))
            .filter(call -> call.getName().equals("sleep"))
            .forEach(call -> offences.add(type.getName() + " in " + module));
      }
    }
    assertEquals(
        "",
        String.join("\n", offences),
        "a test sleeps: drive virtual time, or await a condition (LockSupport.parkNanos between"
            + " two looks at it, with a deadline)");
  }

  private static List<JavaClass> engines() {
    List<JavaClass> engines = new ArrayList<>();
    for (JavaClass type : Tree.classes("engine")) {
      if (!Layer.within(type.getPackageName(), LOOP)) {
        engines.add(type);
      }
    }
    addPure(engines, "bundles/core", PURE_CORE);
    addPure(engines, "bundles/framework-run", List.of("cuesta.framework.run.engine"));
    addPure(
        engines,
        "bundles/framework-cron",
        List.of("cuesta.framework.cron.engine", "cuesta.framework.cron.schedule"));
    addPure(engines, "bundles/framework-webapp", List.of("cuesta.framework.webapp.engine"));
    addPure(
        engines,
        "bundles/framework-ci",
        List.of(
            "cuesta.framework.ci.engine",
            "cuesta.framework.ci.language",
            "cuesta.framework.ci.launch",
            "cuesta.framework.ci.spec"));
    for (JavaClass type : Tree.classes("bundles/framework-kit")) {
      if (!Layer.within(type.getPackageName(), "cuesta.framework.kit.host")
          && !Layer.within(type.getPackageName(), "cuesta.framework.kit.http")) {
        engines.add(type);
      }
    }
    return engines;
  }

  private static void addPure(List<JavaClass> engines, String module, List<String> packages) {
    for (JavaClass type : Tree.classes(module)) {
      if (packages.stream().anyMatch(pure -> Layer.within(type.getPackageName(), pure))) {
        engines.add(type);
      }
    }
  }

  private static String offence(JavaClass type, String target, String wayOut) {
    return type.getName() + " uses " + target + ": " + wayOut;
  }
}
