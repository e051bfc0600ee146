package cuesta.itests.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import cuesta.contracts.Await;
import cuesta.itests.Jars;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Under constant load no request fails, whatever is done to an application on purpose. */
class WebLoadIT {
  private static final int SOME = 400; // requests, in two seconds
  private static final List<String> FAST = List.of("--ready-interval", "200ms");

  @TempDir static Path dir;
  private static Dev dev;
  private WebApp app;

  @BeforeAll
  static void start() throws Exception {
    dev = Dev.start(dir);
  }

  @AfterAll
  static void stop() throws Exception {
    if (dev != null) {
      dev.close();
    }
  }

  @BeforeEach
  void begin(TestInfo test) throws Exception {
    app = dev.app(test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT));
    deploy("v1", "--instances", "3");
    app.awaitReady(1, 3);
  }

  @AfterEach
  void end() throws Exception {
    app.must("delete");
    Await.until("it is gone", () -> app.status().path("name").isMissingNode(), app::status);
  }

  private void deploy(String version, String... flags) throws Exception {
    List<String> all = new ArrayList<>(FAST);
    all.addAll(List.of(flags));
    WebApp.succeeded(app.run(all, Greeter.command(version)));
  }

  @Test
  void rollingUpdate() throws Exception {
    try (Visitors visitors = Visitors.writing(app)) {
      deploy("v2");
      app.awaitReady(2, 3);
      app.awaitAnswer("/", 200, "hello from v2");
      deploy("v3", "--surge", "3");
      app.awaitReady(3, 3);
      app.awaitAnswer("/", 200, "hello from v3");
      visitors.awaitMore(SOME);
      visitors.end();
    }
  }

  @Test
  void scaling() throws Exception {
    try (Visitors visitors = Visitors.writing(app)) {
      for (int instances : new int[] {4, 2, 3, 1}) {
        app.must("scale", "" + instances);
        app.awaitReady(1, instances);
        visitors.awaitMore(SOME / 2);
      }
      visitors.end();
    }
  }

  @Test
  void replacingTheFramework() throws Exception {
    List<String> before = tasks();
    try (Visitors visitors = Visitors.writing(app)) {
      replace("webapp", "webapp.jar", Jars.WEBAPP, 3, visitors);
      visitors.end();
    }
    assertEquals(before, tasks(), "no instance was restarted");
  }

  @Test
  void replacingTheBalancer() throws Exception {
    try (Visitors visitors = Visitors.writing(app)) {
      replace("proxy", "loadbalancer.jar", Jars.BALANCER, 5, visitors);
      visitors.end();
    }
  }

  private void replace(String plugin, String file, String jar, int builds, Visitors visitors)
      throws Exception {
    for (int build = 1; build <= builds; build++) {
      long former = serving(plugin);
      dev.drop(file, Jars.rebuilt(jar, build));
      Await.until(
          "another build of " + plugin + " serves",
          () -> serving(plugin) != former && serving(plugin) >= 0,
          () -> dev.client().get("/plugins"));
      Await.until("it has its routes", () -> app.status().path("ready").asInt() == 3, app::status);
      visitors.awaitMore(SOME / 2);
    }
  }

  private static long serving(String plugin) {
    for (JsonNode row : dev.client().get("/plugins").path("plugins")) {
      if (row.path("name").asText().equals(plugin)
          && row.path("state").asText().equals("CURRENT")) {
        return row.path("bundle_id").asLong();
      }
    }
    return -1;
  }

  private List<String> tasks() {
    return app.status().path("instances").findValuesAsText("task");
  }

  @Test
  void killedInstances() throws Exception {
    try (Visitors visitors = Visitors.reading(app)) {
      for (int time = 1; time <= 2; time++) {
        List<String> before = tasks();
        new ProcessBuilder("kill", "-9", pid()).start().waitFor();
        Await.until("another takes its place", () -> !tasks().equals(before), app::status);
        app.awaitReady(1, 3);
        visitors.awaitMore(SOME / 2);
      }
      visitors.end();
    }
    String failure = app.status().path("last-failure").asText();
    assertTrue(failure.endsWith("killed by signal 9 (SIGKILL)"), failure);
  }

  /** Of the instance that answers next. */
  private String pid() throws Exception {
    String body = app.get("/").body();
    Matcher greeting = Pattern.compile(Greeter.GREETING).matcher(body);
    assertTrue(greeting.matches(), body);
    return greeting.group(2);
  }

  @Test
  void anAnswerThatIsUnderWayIsFinished() throws Exception {
    deploy("v1", "--drain", "10m"); // by which no version changes: the same command
    app.awaitReady(app.status().path("version").asInt(), 3);
    Gate gate = new Gate(dir.resolve("gate"));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), app.port())) {
      String head = "GET /held?%s HTTP/1.0\r\nHost: %s.localhost\r\n\r\n";
      socket.getOutputStream().write(head.formatted(gate.file(), app.name()).getBytes(UTF_8));
      StringBuilder answer = new StringBuilder();
      while (!answer.toString().endsWith("begun\n")) {
        answer.append((char) socket.getInputStream().read());
      }
      deploy("v2", "--drain", "10m", "--detach");
      int version = app.status().path("version").asInt();
      Await.until(
          "all others are replaced",
          () -> states().equals(List.of("draining", "ready", "ready", "ready")),
          app::status);
      dev.drop("loadbalancer.jar", Jars.rebuilt(Jars.BALANCER, 100));
      gate.open();
      answer.append(new String(socket.getInputStream().readAllBytes(), UTF_8));
      assertTrue(answer.toString().endsWith("begun\nended\n"), answer.toString());
      app.awaitReady(version, 3);
    }
    Files.delete(gate.file());
  }

  private List<String> states() {
    return app.status().path("instances").findValuesAsText("state").stream().sorted().toList();
  }
}
