package cuesta.itests.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import cuesta.contracts.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * A web application in a process of its own: says in each answer which version it is, and its pid.
 * Needs nothing but the JDK of these tests, so that no test with it is ever skipped.
 */
final class Greeter {
  /** What it answers, by GET and POST alike. */
  static final String GREETING = "hello from (\\S+) (\\d+)\n";

  private static final int SMALL_MIB = 24; // several run beside each other

  private Greeter() {}

  /** The command that serves a version at {@code $PORT}. */
  static List<String> command(String version) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + SMALL_MIB + "m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Dsun.net.httpserver.nodelay=true",
        "-cp",
        home(Greeter.class) + ":" + home(Await.class),
        Greeter.class.getName(),
        version);
  }

  private static Path home(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  /**
   * Serves until it is killed.
   *
   * @param arguments the version
   */
  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(System.getenv("PORT"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    String greeting = "hello from " + arguments[0] + " " + ProcessHandle.current().pid() + "\n";
    server.createContext("/", exchange -> greet(exchange, greeting));
    server.createContext("/held", Greeter::held);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    System.out.println("serving " + arguments[0] + " at " + port);
    server.start();
  }

  private static void greet(HttpExchange exchange, String greeting) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      byte[] body = greeting.getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** An answer of which the end comes once the file that is asked for exists. */
  private static void held(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      out.write("begun\n".getBytes(UTF_8));
      out.flush();
      Path gate = Path.of(exchange.getRequestURI().getQuery());
      Await.until("the gate opens", () -> Files.exists(gate), () -> gate);
      out.write("ended\n".getBytes(UTF_8));
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
