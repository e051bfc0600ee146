package cuesta.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules about the jars that are shipped. */
class BundlesTest {
  private static final Path HOME = Tree.ROOT.resolve("distribution/target/cuesta");

  /** The only bundles of ours that others may be wired to. */
  private static final Set<String> EXPORTERS = Set.of("api.jar", "protocol.jar");

  @Test
  void onlyTheApiAndTheWireAreExported() throws IOException {
    TreeSet<String> exporting = new TreeSet<>();
    for (Path jar : ours()) {
      if (!EXPORTERS.contains(jar.getFileName().toString())
          && header(jar, "Export-Package") != null) {
        exporting.add(jar.getFileName() + " exports " + header(jar, "Export-Package"));
      }
    }
    assertEquals(
        Set.of(),
        exporting,
        "whoever is exported to is refreshed with it: offer a service of a type in cuesta.api");
  }

  @Test
  void nobodyCarriesACopyOfTheApi() throws IOException {
    TreeSet<String> copies = new TreeSet<>();
    for (Path jar : ours()) {
      try (JarFile file = new JarFile(jar.toFile())) {
        file.stream()
            .filter(entry -> entry.getName().matches("(cuesta/api/.*|lib/api[-.].*jar)"))
            .findFirst()
            .ifPresent(entry -> copies.add(jar.getFileName() + " contains " + entry.getName()));
      }
    }
    copies.removeIf(copy -> copy.startsWith("api.jar "));
    assertEquals(
        Set.of(), copies, "a second copy of cuesta.api could win the wiring: depend, do not embed");
  }

  @Test
  void theApiNeedsNothingButTheJdk() throws IOException {
    String imports = header(HOME.resolve("bundles/04/api.jar"), "Import-Package");
    assertEquals(null, imports, "and it does not import what it exports (@Export NOIMPORT)");
  }

  private static List<Path> ours() throws IOException {
    try (Stream<Path> house = Files.list(HOME.resolve("bundles/04"));
        Stream<Path> plugins = Files.list(HOME.resolve("bundles/05"));
        Stream<Path> examples = Files.list(HOME.resolve("examples"))) {
      List<Path> jars = Stream.of(house, plugins, examples).flatMap(s -> s).sorted().toList();
      assertFalse(jars.isEmpty(), "no jars in " + HOME);
      return jars;
    }
  }

  private static String header(Path jar, String name) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes().getValue(name);
    }
  }
}
