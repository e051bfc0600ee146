package cuesta.cli.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The cluster key and where it comes from.
 *
 * @param value the key; empty if there is none
 * @param origin the file, or the files that were looked for, for errors
 */
public record Key(Optional<String> value, String origin) {
  private static final Path USUAL = Path.of(".cuesta", "cluster.key");

  /**
   * Finds the key: the file that is named, else the one of a dev cluster below this directory, else
   * the user's.
   */
  public static Key find(Optional<String> named, Map<String, String> env, Path home, Path here)
      throws Trouble {
    Optional<String> file =
        named.or(
            () -> Optional.ofNullable(env.get("CUESTA_CLUSTER_KEY")).filter(s -> !s.isBlank()));
    if (file.isPresent()) {
      return read(here.resolve(file.get()));
    }
    Path dev = here.resolve(USUAL);
    Path own = home.resolve(USUAL);
    if (Files.exists(dev)) {
      return read(dev);
    }
    return Files.exists(own)
        ? read(own)
        : new Key(Optional.empty(), "there is neither " + dev + " nor " + own);
  }

  private static Key read(Path file) throws Trouble {
    try {
      String key = Files.readString(file, StandardCharsets.US_ASCII).strip();
      if (key.isEmpty() || key.chars().anyMatch(c -> c <= ' ')) {
        throw new Trouble("the cluster key file " + file + " must hold one line with the key");
      }
      return new Key(Optional.of(key), "the key was read from " + file);
    } catch (IOException e) {
      throw new Trouble("the cluster key file " + file + " cannot be read: " + e);
    }
  }
}
