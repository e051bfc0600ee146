package cuesta.election.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir Path folder;
  private Path key;

  @BeforeEach
  void writeKey() throws IOException {
    key = Files.writeString(folder.resolve("key"), "abc123\n");
  }

  private record Config(
      String servers,
      String path,
      String embedded_dir,
      int embedded_port,
      int session_timeout_ms,
      String key_file)
      implements ZooKeeperComponent.Config {
    @Override
    public Class<? extends Annotation> annotationType() {
      return ZooKeeperComponent.Config.class;
    }
  }

  private Settings settings(
      String servers, String path, String dir, int port, int session, String keyFile) {
    return Settings.of(new Config(servers, path, dir, port, session, keyFile));
  }

  private void refused(
      String begin,
      String servers,
      String path,
      String dir,
      int port,
      int session,
      String keyFile) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> settings(servers, path, dir, port, session, keyFile))
            .getMessage();
    assertTrue(message.startsWith("cuesta.zookeeper: " + begin), message);
  }

  @Test
  void theKeyIsTheDigest() {
    Settings settings = settings("", "/mesos", folder.toString(), 0, 10_000, key.toString());
    assertEquals("cuesta:abc123", settings.credentials());
    assertTrue(settings.external().isEmpty());
  }

  @Test
  void whatTheUrlSaysGoesFirst() {
    Settings settings = settings("zk://me:pass@h:2181/other", "/mesos", "", 0, 10_000, "");
    assertEquals("me:pass", settings.credentials());
    assertEquals("/other", settings.path());
  }

  @Test
  void whatIsWrongIsNamed() throws IOException {
    String dir = folder.toString();
    String good = key.toString();
    refused("servers: ", "h:2181", "/mesos", "", 0, 10_000, good);
    refused("path: ", "", "mesos", dir, 0, 10_000, good);
    refused("embedded.dir: is missing", "", "/mesos", "", 0, 10_000, good);
    refused("embedded.port: 70000 is out of range", "", "/mesos", dir, 70_000, 10_000, good);
    refused("session.timeout.ms: 10 is out of range", "", "/mesos", dir, 0, 10, good);
    refused("key.file: is missing", "", "/mesos", dir, 0, 10_000, "");
    refused("key.file: /no/such cannot be read", "", "/mesos", dir, 0, 10_000, "/no/such");
    Path two = Files.writeString(folder.resolve("two"), "a\nb\n");
    refused("key.file: " + two + " is not one line", "", "/mesos", dir, 0, 10_000, two.toString());
  }
}
