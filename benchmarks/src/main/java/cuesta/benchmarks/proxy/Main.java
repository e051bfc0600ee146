package cuesta.benchmarks.proxy;

import cuesta.benchmarks.launch.Flags;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Measures and reports; see the README. */
public final class Main {
  private static final int BUSY = 32;
  private static final int WARM_SECONDS = 8;
  private static final int SECONDS = 10;
  private static final int ROUNDS = 3;

  /** As masters and agents with a balancer's port run: decision 0011. */
  private static final String BOTH = "-XX:TieredStopAtLevel=4";

  /** As {@code dev} runs. */
  private static final String FIRST = "-XX:TieredStopAtLevel=1";

  private static final String ANSWER =
      "return 200 \"an answer of sixty-four bytes, as small ones of services are: yes\";";

  private Main() {}

  /**
   * Runs the benchmark.
   *
   * @param args see benchmarks/README.md
   * @throws Exception if anything went wrong; nothing is reported then
   */
  public static void main(String[] args) throws Exception {
    Flags flags = Flags.parse("proxy", args);
    Path home = flags.home();
    Path results = flags.results();
    Path dir = Files.createTempDirectory("cuesta-proxy");
    int instance = freePort();
    int nginx = freePort();
    String forward =
        "proxy_pass http://instance; proxy_http_version 1.1; proxy_set_header Connection \"\";"
            + " proxy_set_header Host $host; proxy_set_header X-Forwarded-For $remote_addr;"
            + " proxy_set_header X-Forwarded-Proto http; proxy_set_header X-Forwarded-Host $host;";
    try (Server direct = nginx("instance", dir, instance, "", ANSWER);
        Server other = nginx("nginx", dir, nginx, upstream(instance), forward);
        Server ours = ours("cuesta", BOTH, home, dir, instance);
        Server dev = ours("cuesta dev", FIRST, home, dir, instance)) {
      List<String> lines = measure(List.of(direct, other, ours, dev));
      Files.createDirectories(results);
      Files.writeString(results.resolve("proxy.md"), String.join("\n", lines) + "\n");
      lines.forEach(System.out::println);
    }
  }

  private static List<String> measure(List<Server> servers) throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("# Load balancer beside nginx");
    lines.add("");
    lines.add(
        "| Server | Connections | Requests/s | CPU-µs per request | Requests per CPU-s |"
            + " Median / p99, ms |");
    lines.add("|---|---|---|---|---|---|");
    for (Server server : servers) {
      Wrk.run(server, BUSY, WARM_SECONDS);
    }
    // In turns: what else the machine does hits all of them.
    for (int round = 0; round < ROUNDS; round++) {
      for (int connections : new int[] {BUSY, 1}) {
        for (Server server : servers) {
          lines.add(Wrk.run(server, connections, SECONDS).row(server.name(), connections));
        }
      }
    }
    return lines;
  }

  private static Server ours(String name, String compilers, Path home, Path dir, int instance)
      throws Exception {
    int port = freePort();
    Path own = Files.createDirectory(dir.resolve(name));
    Path bundle = home.resolve("bundles/05/loadbalancer.jar");
    List<String> path = new ArrayList<>();
    path.add(bundle.toString());
    path.addAll(nested(bundle, own));
    path.add(System.getProperty("java.class.path"));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-XX:+UseSerialGC",
            compilers,
            "-Xmx256m",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            String.join(":", path),
            Host.class.getName(),
            "" + port,
            "" + instance);
    return Server.start(name, port, dir, command);
  }

  /** The libraries in a bundle, as files. */
  private static List<String> nested(Path bundle, Path dir) throws IOException {
    List<String> files = new ArrayList<>();
    try (JarFile jar = new JarFile(bundle.toFile())) {
      for (JarEntry entry : jar.stream().filter(e -> e.getName().matches("lib/.*jar")).toList()) {
        Path file = dir.resolve(Path.of(entry.getName()).getFileName());
        Files.copy(jar.getInputStream(entry), file);
        files.add(file.toString());
      }
    }
    return files;
  }

  private static String upstream(int instance) {
    return "upstream instance { server 127.0.0.1:"
        + instance
        + "; keepalive 64; keepalive_requests 100000000; }";
  }

  private static Server nginx(String name, Path dir, int port, String more, String location)
      throws Exception {
    Path base = Files.createDirectory(dir.resolve(name));
    StringBuilder temporary = new StringBuilder();
    for (String kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
      temporary.append(kind).append("_temp_path ").append(base.resolve(kind)).append("; ");
    }
    Path file = base.resolve("nginx.conf");
    Files.writeString(
        file,
        "worker_processes 1; daemon off; pid %s/pid; error_log %s/error.log;%n"
                .formatted(base, base)
            + "events { worker_connections 4096; }%n".formatted()
            + "http { access_log off; keepalive_requests 100000000; %s%n%s%n"
                .formatted(temporary, more)
            + "server { listen 127.0.0.1:%d; location / { %s } } }%n".formatted(port, location));
    return Server.start(name, port, dir, List.of("nginx", "-c", file.toString()));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
