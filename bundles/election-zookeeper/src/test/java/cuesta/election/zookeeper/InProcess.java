package cuesta.election.zookeeper;

import java.nio.file.Path;
import java.time.Duration;

/** The embedded server in the test's own process. It cannot crash; it stops and starts. */
final class InProcess implements TestServer {
  private final Path directory;
  private EmbeddedServer server;

  InProcess(Path directory) throws Exception {
    this.directory = directory;
    start();
  }

  private void start() throws Exception {
    server = EmbeddedServer.prepare(directory, 0, Duration.ofMillis(200));
    server.start();
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public void crash() throws Exception {
    int before = server.port();
    server.close();
    start();
    if (server.port() != before) {
      throw new IllegalStateException("port " + before + " was taken meanwhile");
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
