package cuesta.itests.system;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import cuesta.itests.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code cuesta dev} in a process of its own; may be stopped and started again. */
final class Dev {
  /** The same on a machine of one core as of 64; divided, so that each agent has 8 cpus. */
  private static final String RESOURCES = "cpus:16;mem:4096;disk:2048";

  private static final int PORTS = 200;

  private final Path home;
  private final Path dir;
  private final List<String> flags;
  private Program program;
  private Client client;
  private final String ports;
  private int balancerPort;

  private Dev(Path home, Path dir, List<String> flags) throws IOException {
    this.home = home;
    this.dir = dir;
    this.flags = flags;
    int first = FreePort.block(PORTS);
    ports = ";ports:[%d-%d]".formatted(first, first + PORTS - 1);
  }

  /**
   * Starts one and waits until it is ready.
   *
   * @param dir the test's own; {@code --dir} is a folder in it
   */
  static Dev start(Path dir) throws Exception {
    return start(Program.HOME, dir);
  }

  /** Starts one from another distribution than the built one. */
  static Dev start(Path home, Path dir, String... flags) throws Exception {
    Dev dev = new Dev(home, dir, List.of(flags));
    try {
      dev.start();
      return dev;
    } catch (Exception | Error e) {
      dev.close();
      throw e;
    }
  }

  void start() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("dev", "--agents", "2", "--port", "0"));
    arguments.addAll(List.of("--dir", work().toString(), "--resources", RESOURCES + ports));
    arguments.addAll(flags);
    program = Program.start(home, dir, Map.of(), arguments);
    String url = program.awaitOut("^ready: (\\S+),").group(1);
    client = new Client(dir, url, work().resolve("cluster.key"));
    String apps = "^  apps +http://NAME\\.localhost:(\\d+)/";
    balancerPort = Integer.parseInt(program.awaitOut(apps).group(1));
    client.awaitAgents(2);
  }

  /** Copies a jar into the plugins folder as a careful user does: beside, then moved. */
  void drop(String file, byte[] jar) throws IOException {
    Path part = work().resolve("plugins/." + file + ".part");
    Files.write(part, jar);
    Files.move(part, plugin(file), ATOMIC_MOVE);
  }

  /** Where a plugin lies. */
  Path plugin(String file) {
    return work().resolve("plugins").resolve(file);
  }

  Path work() {
    return dir.resolve("d");
  }

  Client client() {
    return client;
  }

  /** An application behind its load balancer. */
  WebApp app(String name) {
    return new WebApp(client, name, balancerPort);
  }

  /** Ends the process in order; what runs on it goes on. */
  Result stop() throws Exception {
    program.signal("TERM");
    return program.end();
  }

  /** Ends everything at once, tasks included. */
  void close() throws Exception {
    if (program != null) {
      program.close();
    }
    Strays.end(dir);
  }
}
