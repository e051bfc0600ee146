package cuesta.admin;

import cuesta.admin.http.Credentials;
import cuesta.admin.http.Hosts;
import cuesta.api.auth.Authenticator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the guards from the configuration, and refuses one that would leave the door open. */
final class Settings {
  private static final List<String> LOOPBACK = List.of("localhost", "::1", "[::1]");

  private Settings() {}

  static Hosts hosts(Admin.Config config) {
    List<String> names = new ArrayList<>(List.of(config.hosts().split(",")));
    names.add(config.host());
    return new Hosts(names);
  }

  static Credentials credentials(
      Admin.Config config, Supplier<Optional<Authenticator>> authenticator) throws IOException {
    Optional<String> key =
        config.key_file().isBlank()
            ? Optional.empty()
            : Optional.of(key(Path.of(config.key_file())));
    if (key.isEmpty() && !config.insecure()) {
      throw new IllegalArgumentException(
          "cuesta.admin: key.file is not set, so that "
              + (isLoopback(config.host()) ? "every local user and web page" : "everybody")
              + " could run commands; set key.file, or insecure=true if that is wanted");
    }
    return new Credentials(key, authenticator, config.authenticator());
  }

  private static boolean isLoopback(String host) {
    return LOOPBACK.contains(host) || host.startsWith("127.");
  }

  /** Reads a cluster key: one line. */
  static String key(Path file) throws IOException {
    String key;
    try {
      key = Files.readString(file, StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      throw new IOException("cuesta.admin: key.file " + file + " cannot be read: " + e, e);
    }
    if (key.isEmpty() || key.chars().anyMatch(c -> c <= ' ')) {
      throw new IOException(
          "cuesta.admin: key.file "
              + file
              + " must hold one line with the key; remove the file"
              + " and start again to get a new one");
    }
    return key;
  }
}
