package cuesta.checks;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The source tree with what was compiled in it. */
final class Tree {
  static final Path ROOT = Path.of(System.getProperty("cuesta.root")).toAbsolutePath().normalize();

  private Tree() {}

  /** The folders with a pom.xml and classes, relative to the root. */
  static List<String> modules() {
    try (Stream<Path> poms = Files.walk(ROOT, 3)) {
      return poms.filter(file -> file.endsWith("pom.xml"))
          .map(pom -> ROOT.relativize(pom.getParent()).toString())
          .filter(module -> !module.contains("target"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JavaClasses classes(String module) {
    return imported(ROOT.resolve(module).resolve("target/classes"));
  }

  static JavaClasses testClasses(String module) {
    return imported(ROOT.resolve(module).resolve("target/test-classes"));
  }

  private static JavaClasses imported(Path directory) {
    return new ClassFileImporter().importPath(directory);
  }
}
