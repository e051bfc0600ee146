package cuesta.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A distribution folder with hand-made bundles. */
record TestHome(Path path) {
  /** Adds a bundle without classes. */
  void bundle(String level, String name, String headers) throws IOException {
    String text =
        "Manifest-Version: 1.0\nBundle-ManifestVersion: 2\nBundle-SymbolicName: "
            + name
            + "\n"
            + headers;
    Manifest manifest =
        new Manifest(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    Path jar = level(level).resolve(name + ".jar");
    try (OutputStream file = Files.newOutputStream(jar)) {
      new JarOutputStream(file, manifest).close();
    }
  }

  void put(String level, String name, Path jar) throws IOException {
    Files.copy(jar, level(level).resolve(name));
  }

  void remove(String level, String name) throws IOException {
    Files.delete(level(level).resolve(name));
  }

  private Path level(String level) throws IOException {
    return Files.createDirectories(path.resolve("bundles").resolve(level));
  }

  static Path jarOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
