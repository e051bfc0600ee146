package cuesta.deploy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.TreeMap;

/**
 * What tells two contents of a file apart without reading it.
 *
 * @param size in bytes
 * @param modified when
 * @param key the file system's own number of it; a rename puts another file in place within one
 *     tick of the clock
 */
record FileState(long size, FileTime modified, String key) {
  static FileState of(Path file) throws IOException {
    BasicFileAttributes a =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return new FileState(a.size(), a.lastModifiedTime(), String.valueOf(a.fileKey()));
  }

  /** What lies in a folder, by name, without temporary names and folders. */
  static TreeMap<String, FileState> list(Path folder) throws IOException {
    TreeMap<String, FileState> found = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, FileState::concerns)) {
      for (Path file : files) {
        try {
          found.put(file.getFileName().toString(), of(file));
        } catch (NoSuchFileException e) {
          // It went between the listing and the look; the next look will not find it.
        }
      }
    }
    return found;
  }

  private static boolean concerns(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".")
        && !name.endsWith(".part")
        && !name.endsWith(".tmp")
        && (name.endsWith(".jar") || name.endsWith(Attempts.RETRY))
        && !Files.isDirectory(file);
  }
}
