package cuesta.launcher;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * The secret that all parts of a cluster share. Loopback is no border: any local user and any web
 * page reaches it.
 */
final class ClusterKey {
  private static final int BYTES = 32;

  private ClusterKey() {}

  /**
   * Makes the key file if there is none, and refuses one that others can read.
   *
   * @throws IOException naming the file and the fix
   */
  static Path ensure(Path file) throws IOException {
    if (!Files.exists(file)) {
      create(file);
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (permissions.stream().anyMatch(p -> !p.name().startsWith("OWNER_"))) {
      throw new IOException(
          "cluster key " + file + " can be used by others; run: chmod 600 " + file);
    }
    if (Files.size(file) < BYTES) {
      throw new IOException(
          "cluster key " + file + " is too short; remove it and a new one is made");
    }
    return file;
  }

  private static void create(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    // Complete before it has its name: another part of the cluster may be reading already.
    Path part = Files.createTempFile(file.toAbsolutePath().getParent(), "key", ".part");
    try {
      Files.writeString(part, HexFormat.of().formatHex(key) + "\n");
      Files.createLink(file, part);
    } catch (FileAlreadyExistsException e) {
      // Another part of the cluster was faster; its key is as good.
    } finally {
      Files.delete(part);
    }
  }
}
