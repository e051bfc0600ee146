package cuesta.benchmarks.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that listens on a port. */
record Server(String name, int port, Process process) implements AutoCloseable {
  private static final long START_SECONDS = 30;
  private static final double TICKS_PER_SECOND = 100;

  /** Starts it, and returns when it takes connections. */
  static Server start(String name, int port, Path dir, List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve(name + ".out").toFile())
            .start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!listens(port)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroy();
        throw new IOException(
            name + " does not listen: " + Files.readString(dir.resolve(name + ".out")));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return new Server(name, port, process);
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Processor time so far of it and its children, in seconds. */
  double cpuSeconds() throws IOException {
    double ticks = 0;
    for (long pid :
        Stream.concat(Stream.of(process.toHandle()), process.descendants())
            .mapToLong(ProcessHandle::pid)
            .toArray()) {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // After the name, which may contain anything: fields 14 and 15 of proc(5).
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
    return ticks / TICKS_PER_SECOND;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
