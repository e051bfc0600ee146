package cuesta.deploy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which jars are being tried, on disk before anything of them runs. One that is still there when a
 * process starts has taken the former process down with it, and is not tried again until an
 * operator says so: he makes a file of the plugin's name and {@value #RETRY}.
 */
final class Attempts {
  static final String RETRY = ".retry";
  private static final String SUFFIX = ".attempt";
  private final Path folder;
  private final Set<String> unfinished = new TreeSet<>();

  Attempts(Path folder) {
    this.folder = folder;
  }

  void load() throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path attempt : found) {
        String name = attempt.getFileName().toString();
        unfinished.add(name.substring(0, name.length() - SUFFIX.length()));
      }
    }
  }

  boolean unfinished(String hash) {
    return unfinished.contains(hash);
  }

  void begin(String hash, String file) throws IOException {
    Durable.write(path(hash), file + " process " + ProcessHandle.current().pid() + "\n");
  }

  /** It came to an end, well or not. */
  void end(String hash) throws IOException {
    unfinished.remove(hash);
    Durable.delete(path(hash));
  }

  private Path path(String hash) {
    return folder.resolve(hash + SUFFIX);
  }
}
