package cuesta.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Hashes of contents that were found well formatted, so that a build formats again only what
 * changed: hashing a tree costs milliseconds, formatting it some seconds.
 */
final class Formatted {
  private final Path file;
  private final Set<String> hashes = new ConcurrentSkipListSet<>();

  private Formatted(Path file) {
    this.file = file;
  }

  static Formatted load(Path file) throws IOException {
    Formatted known = new Formatted(file);
    try {
      known.hashes.addAll(Files.readAllLines(file));
    } catch (NoSuchFileException e) {
      // the first run in this tree
    }
    return known;
  }

  void save() throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, hashes);
  }

  boolean contains(String source) {
    return hashes.contains(hash(source));
  }

  void add(String source) {
    hashes.add(hash(source));
  }

  private static String hash(String source) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
