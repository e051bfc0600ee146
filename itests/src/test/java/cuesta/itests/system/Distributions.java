package cuesta.itests.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Distributions other than the built one, of links to it. */
final class Distributions {
  private static final String PLUGINS = "bundles/05";
  private static final List<String> PARTS =
      List.of("etc", "lib", "bundles/01", "bundles/02", "bundles/03", "bundles/04");

  private Distributions() {}

  /**
   * The built one, but for a plugin.
   *
   * @param home where it is made
   * @param plugin the file that it lacks
   */
  static Path without(Path home, String plugin) throws IOException {
    Path built = Program.HOME;
    Files.createDirectories(home.resolve(PLUGINS));
    Files.createDirectory(home.resolve("bin"));
    for (Path script : in(built.resolve("bin"))) {
      // A link would lead the script to the distribution it comes from.
      Files.copy(script, home.resolve("bin").resolve(script.getFileName()));
    }
    for (String part : PARTS) {
      Files.createSymbolicLink(home.resolve(part), built.resolve(part));
    }
    for (Path jar : in(built.resolve(PLUGINS))) {
      if (!jar.endsWith(plugin)) {
        Files.createSymbolicLink(home.resolve(PLUGINS).resolve(jar.getFileName()), jar);
      }
    }
    return home;
  }

  private static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
