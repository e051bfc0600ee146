package cuesta.deploy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Bundles made on the spot. */
final class Jars {
  private Jars() {}

  /**
   * A bundle of that name which imports our api; the salt makes another content of the same
   * version.
   */
  static byte[] plugin(String name, String salt) throws IOException {
    return jar(Map.of("Bundle-SymbolicName", name, "Import-Package", "cuesta.api"), salt);
  }

  static byte[] jar(Map<String, String> headers, String salt, Class<?>... classes)
      throws IOException {
    Map<String, String> all = new TreeMap<>(headers);
    all.putIfAbsent("Manifest-Version", "1.0");
    all.putIfAbsent("Bundle-ManifestVersion", "2");
    all.putIfAbsent("Bundle-Version", "0.1.0");
    Manifest manifest = new Manifest();
    all.forEach((k, v) -> manifest.getMainAttributes().put(new Attributes.Name(k), v));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
      out.putNextEntry(new JarEntry("salt"));
      out.write(salt.getBytes());
      for (Class<?> c : classes) {
        String path = c.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(path));
        try (InputStream in = c.getClassLoader().getResourceAsStream(path)) {
          in.transferTo(out);
        }
      }
    }
    return bytes.toByteArray();
  }
}
