package cuesta.election.zookeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The configuration, checked.
 *
 * @param external the ensemble; empty: the embedded server
 * @param path below which everything lies
 * @param directory of the embedded server
 * @param port of the embedded server, 0 for any that is free
 * @param tick of the embedded server
 * @param session how long a silence ends a session
 * @param credentials user and password of the digest
 */
record Settings(
    Optional<ZkUrl> external,
    String path,
    Path directory,
    int port,
    Duration tick,
    Duration session,
    String credentials) {
  private static final String PID = "cuesta.zookeeper: ";
  private static final int MAX_KEY = 4_096; // a key is a line; anything longer is another file

  /** Half a second, so that the smallest session is a second and a lost one is noticed soon. */
  private static final Duration TICK = Duration.ofMillis(500);

  static Settings of(ZooKeeperComponent.Config config) {
    Optional<ZkUrl> external =
        config.servers().isBlank()
            ? Optional.empty()
            : Optional.of(ZkUrl.parse(PID + "servers", config.servers().strip()));
    if (external.isEmpty() && config.embedded_dir().isBlank()) {
      throw new IllegalArgumentException(
          PID
              + "embedded.dir: is missing: name a folder for the embedded server's data, or give"
              + " servers");
    }
    return new Settings(
        external,
        external.map(ZkUrl::path).orElseGet(() -> ZkUrl.path(PID + "path", config.path())),
        Path.of(config.embedded_dir()),
        within("embedded.port", config.embedded_port(), 0, 65_535),
        TICK,
        Duration.ofMillis(
            within("session.timeout.ms", config.session_timeout_ms(), 1_000, 600_000)),
        external.flatMap(ZkUrl::credentials).orElseGet(() -> "cuesta:" + key(config.key_file())));
  }

  private static int within(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          PID + field + ": " + value + " is out of range: choose " + least + " to " + most);
    }
    return value;
  }

  private static String key(String file) {
    if (file.isBlank()) {
      throw new IllegalArgumentException(
          PID
              + "key.file: is missing: name the file with the cluster's key, or put user:password"
              + " into servers");
    }
    try {
      Path path = Path.of(file);
      String key = Files.size(path) > MAX_KEY ? "" : Files.readString(path).strip();
      if (key.isEmpty() || key.lines().count() != 1) {
        throw new IllegalArgumentException(
            PID
                + "key.file: "
                + file
                + " is not one line with a key: copy the key file of the cluster there");
      }
      return key;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          PID
              + "key.file: "
              + file
              + " cannot be read ("
              + e.getClass().getSimpleName()
              + "): check that it is there and yours",
          e);
    }
  }
}
