package cuesta.deploy;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * What a jar says of itself, before the framework sees it.
 *
 * @param bundle its symbolic name; empty if unknown
 * @param version its version; empty if unknown
 * @param offers whether its manifest announces services of our api
 * @param refusal why not to take it
 */
record JarLook(String bundle, String version, boolean offers, Optional<Reason> refusal) {
  private static final String API = "cuesta.api";

  static JarLook at(Path jar, String file) {
    try (JarFile in = new JarFile(jar.toFile())) {
      readThrough(in);
      Manifest manifest = in.getManifest();
      if (manifest == null) {
        return corrupt(file, "has no manifest", "build it as a bundle, for example with bnd");
      }
      return of(file, manifest.getMainAttributes());
    } catch (IOException | SecurityException e) {
      return corrupt(file, "is no jar: " + e.getMessage(), "copy it again");
    }
  }

  /** Compares every checksum: a jar cut in the middle may still have its index. */
  private static void readThrough(JarFile jar) throws IOException {
    for (JarEntry entry : Collections.list(jar.entries())) {
      try (InputStream in = jar.getInputStream(entry)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  private static JarLook of(String file, Attributes manifest) {
    String symbolic = value(manifest, "Bundle-SymbolicName");
    String name = symbolic.isEmpty() ? "" : Header.clauses(symbolic).getFirst().getFirst();
    String version = value(manifest, "Bundle-Version");
    if (name.isEmpty()) {
      return corrupt(
          file, "has no Bundle-SymbolicName", "build it as a bundle, for example with bnd");
    }
    for (var clause : Header.clauses(value(manifest, "Export-Package"))) {
      for (String exported : clause) {
        if (exported.equals(API) || exported.startsWith(API + ".")) {
          return new JarLook(name, version, false, Optional.of(exportsApi(file, exported)));
        }
      }
    }
    if (!value(manifest, "Fragment-Host").isEmpty()) {
      Reason wide =
          Reason.of(
              Reasons.BUNDLE_WIDE,
              file,
              "is a fragment of " + value(manifest, "Fragment-Host"),
              "make it a bundle of its own");
      return new JarLook(name, version, false, Optional.of(wide));
    }
    boolean offers = value(manifest, "Provide-Capability").contains(API);
    return new JarLook(name, version, offers, Optional.empty());
  }

  private static Reason exportsApi(String file, String exported) {
    return Reason.of(
        Reasons.BUNDLE_EXPORTS_API,
        file,
        "exports " + exported,
        "import it instead: the api is the cluster's own, take it out of Export-Package and of the"
            + " jar");
  }

  private static String value(Attributes manifest, String key) {
    String value = manifest.getValue(key);
    return value == null ? "" : value.strip();
  }

  private static JarLook corrupt(String file, String detail, String hint) {
    return new JarLook(
        "", "", false, Optional.of(Reason.of(Reasons.BUNDLE_CORRUPT, file, detail, hint)));
  }
}
