package cuesta.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What keeps old plugins working: see docs/decisions/0001-api-types.md. */
class ApiTest {
  private static final String VERSIONING = "org.osgi.annotation.versioning.";

  /** May not grow within a major version: an exhaustive switch in an old plugin would throw. */
  private static final Set<String> FROZEN_ENUMS = Set.of("cuesta.api.TaskState");

  private static final String MODULE = "bundles/api";

  @Test
  void everyPackageHasAVersionOfItsOwn() {
    TreeSet<String> packages = new TreeSet<>();
    TreeSet<String> versioned = new TreeSet<>();
    for (JavaClass type : Tree.classes(MODULE)) {
      packages.add(type.getPackageName());
      if (type.getSimpleName().equals("package-info")
          && type.isAnnotatedWith(VERSIONING + "Version")) {
        versioned.add(type.getPackageName());
      }
    }
    packages.removeAll(versioned);
    assertEquals(Set.of(), packages, "add a package-info.java with @Version and @Export(NOIMPORT)");
  }

  @Test
  void everyInterfaceSaysWhoImplementsIt() {
    TreeSet<String> unsaid = new TreeSet<>();
    for (JavaClass type : Tree.classes(MODULE)) {
      boolean said =
          type.isAnnotatedWith(VERSIONING + "ProviderType")
              || type.isAnnotatedWith(VERSIONING + "ConsumerType");
      if (isOpen(type) && type.isInterface() && !type.isAnnotation() && !said) {
        unsaid.add(type.getName());
      }
    }
    assertEquals(
        Set.of(),
        unsaid,
        "add @ProviderType if core implements it (it may grow by methods), @ConsumerType if"
            + " plugins do (it grows by default methods only)");
  }

  @Test
  void noEnumMayGrow() {
    TreeSet<String> enums = new TreeSet<>();
    for (JavaClass type : Tree.classes(MODULE)) {
      if (type.isEnum() && isOpen(type) && !FROZEN_ENUMS.contains(type.getName())) {
        enums.add(type.getName());
      }
    }
    assertEquals(Set.of(), enums, "use code strings with constants, as Reasons does");
  }

  @Test
  void nothingIsSealed() throws IOException {
    TreeSet<String> sealed = new TreeSet<>();
    for (JavaClass type : Tree.classes(MODULE)) {
      Path file = Path.of(type.getSource().orElseThrow().getUri());
      if (isOpen(type)
          && ClassFile.of()
              .parse(file)
              .findAttribute(Attributes.permittedSubclasses())
              .isPresent()) {
        sealed.add(type.getName());
      }
    }
    assertEquals(
        Set.of(), sealed, "an old plugin's switch would not know a new case: use default methods");
  }

  private static boolean isOpen(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC);
  }
}
