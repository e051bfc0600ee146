package cuesta.election.zookeeper;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The server in a process of its own, which is killed without warning. */
final class OwnProcess implements TestServer {
  private static final String READY = "serves port ";

  private final Path directory;
  private Process process;
  private int port;

  OwnProcess(Path directory) throws IOException {
    this.directory = directory;
    start();
  }

  private void start() throws IOException {
    process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                    "-cp",
                    System.getProperty("java.class.path"),
                    OwnProcess.class.getName(),
                    directory.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader reader = process.inputReader();
    String line = reader.readLine();
    if (line == null || !line.startsWith(READY)) {
      throw new IOException("the server's process said " + line);
    }
    port = Integer.parseInt(line.substring(READY.length()));
  }

  /** Serves until it is killed, or its parent has gone. */
  public static void main(String[] arguments) throws Exception {
    EmbeddedServer server =
        EmbeddedServer.prepare(Path.of(arguments[0]), 0, Duration.ofMillis(200));
    server.start();
    System.out.println(READY + server.port());
    CountDownLatch end = new CountDownLatch(1);
    ProcessHandle.current().parent().orElseThrow().onExit().thenRun(end::countDown);
    end.await();
    System.exit(0);
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void crash() throws Exception {
    int before = port;
    close();
    start();
    if (port != before) {
      throw new IllegalStateException("port " + before + " was taken meanwhile");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
