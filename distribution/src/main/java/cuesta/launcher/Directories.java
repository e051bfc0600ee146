package cuesta.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Directories to write into, found out before anything is started. */
final class Directories {
  private Directories() {}

  /**
   * An existing directory that can be written.
   *
   * @param flag how the error names it
   * @throws IOException if it cannot be made or written, with what to do
   */
  static Path writable(String flag, Path directory) throws IOException {
    Path absolute = directory.toAbsolutePath().normalize();
    try {
      if (!Files.exists(absolute)) {
        Files.createDirectories(absolute);
        // Whatever the umask: a folder that others write into is refused as a source of bundles.
        Set<PosixFilePermission> own = Files.getPosixFilePermissions(absolute);
        own.remove(PosixFilePermission.GROUP_WRITE);
        own.remove(PosixFilePermission.OTHERS_WRITE);
        Files.setPosixFilePermissions(absolute, own);
      }
    } catch (IOException e) {
      throw new IOException(
          flag + " " + absolute + " cannot be made: " + e.getMessage() + "; give another " + flag,
          e);
    }
    if (!Files.isWritable(absolute) || !Files.isReadable(absolute)) {
      throw new IOException(
          flag
              + " "
              + absolute
              + " cannot be read and written by "
              + System.getProperty("user.name")
              + "; change its owner, or give another "
              + flag);
    }
    return absolute;
  }
}
