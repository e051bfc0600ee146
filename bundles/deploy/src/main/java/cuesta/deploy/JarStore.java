package cuesta.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/**
 * Jars by the hash of their content: what was deployed stays what it was, whatever happens to the
 * file it came from.
 */
final class JarStore {
  /** No plugin of ours has a tenth of that; a wrong file should not fill the disk. */
  static final long MAX_BYTES = 256L << 20;

  private static final String TEMPORARY = ".taking";
  private final Path folder;

  JarStore(Path folder) {
    this.folder = folder;
  }

  Path jar(String hash) {
    return folder.resolve(hash + ".jar");
  }

  /** Copies a file; durable when it returns. */
  String take(Path file) throws IOException {
    Path temporary = folder.resolve(TEMPORARY);
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file);
        FileChannel out =
            FileChannel.open(
                temporary,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      copy(in, out, digest);
      out.force(true);
    }
    String hash = HexFormat.of().formatHex(digest.digest());
    Files.move(temporary, jar(hash), StandardCopyOption.ATOMIC_MOVE);
    Durable.folder(folder);
    return hash;
  }

  private static void copy(InputStream in, FileChannel out, MessageDigest digest)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    long total = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      total += n;
      if (total > MAX_BYTES) {
        throw new IOException("is larger than " + (MAX_BYTES >> 20) + " MiB");
      }
      digest.update(buffer, 0, n);
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
  }

  /** Whether the jar is there and still what its name says. */
  boolean has(String hash) throws IOException {
    if (!Files.isRegularFile(jar(hash))) {
      return false;
    }
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(jar(hash))) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return hash.equals(HexFormat.of().formatHex(digest.digest()));
  }

  /** Deletes all jars but these. */
  void keepOnly(Collection<String> hashes) throws IOException {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path jar : jars) {
        String name = jar.getFileName().toString();
        if (!hashes.contains(name.substring(0, name.length() - 4))) {
          Files.deleteIfExists(jar);
        }
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
