package cuesta.core.edge.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.framework.Probe;
import cuesta.api.launcher.EnterSpec;
import cuesta.api.launcher.Entered;
import cuesta.api.launcher.LaunchSpec;
import cuesta.api.resources.Resources;
import cuesta.core.agent.AgentEffect;
import cuesta.core.agent.AgentEvent;
import cuesta.core.agent.AgentEvent.Outcome;
import cuesta.core.agent.CheckKind;
import cuesta.core.agent.Kept;
import cuesta.core.agent.Plan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looks at real sockets; only the launcher is played. */
class ProberTest {
  private static final ContainerId ID = new ContainerId("c1");
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);

  /** What a server does with a connection once it has read the head of a request. */
  private interface Conversation {
    void answer(OutputStream out) throws IOException, InterruptedException;
  }

  private final BlockingQueue<AgentEvent> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<List<String>> heads = new LinkedBlockingQueue<>();
  private final Entering launcher = new Entering();
  private final Prober prober = new Prober(launcher, answers::add);
  private ServerSocket server;

  @AfterEach
  void close() throws IOException {
    prober.close();
    if (server != null) {
      server.close();
    }
  }

  private int serve(Conversation conversation) throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    ServerSocket mine = server;
    Thread.ofVirtual().start(() -> accept(mine, conversation));
    return server.getLocalPort();
  }

  private void accept(ServerSocket from, Conversation conversation) {
    while (true) {
      try (Socket socket = from.accept()) {
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        heads.add(in.lines().takeWhile(line -> !line.isEmpty()).toList());
        conversation.answer(socket.getOutputStream());
      } catch (IOException e) {
        if (from.isClosed()) {
          return;
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static Conversation says(String text) {
    return out -> out.write(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  /** A port that nobody listens on any more. */
  private static int deaf() throws IOException {
    try (ServerSocket closed = new ServerSocket(0)) {
      return closed.getLocalPort();
    }
  }

  private AgentEvent.Probed look(Probe probe, Duration timeout) throws InterruptedException {
    prober.probe(
        new AgentEffect.Probe(ID, CheckKind.HEALTH, 7, probe, timeout, Optional.of(plan())));
    AgentEvent event = answers.poll(30, TimeUnit.SECONDS);
    assertNotNull(event, "every question is answered");
    AgentEvent.Probed probed = (AgentEvent.Probed) event;
    assertEquals(7, probed.attempt());
    assertEquals(CheckKind.HEALTH, probed.kind());
    return probed;
  }

  private static Plan plan() {
    TreeMap<String, String> environment = new TreeMap<>();
    environment.put("PORT", "31000");
    return new Plan(
        ID,
        Resources.NONE,
        "/work/sandbox",
        "alice",
        List.of("serve"),
        environment,
        new TreeMap<>(),
        List.of());
  }

  private static void assertFound(Outcome outcome, String detail, AgentEvent.Probed found) {
    assertEquals(detail, found.detail());
    assertEquals(outcome, found.outcome());
  }

  @ParameterizedTest
  @CsvSource({
    "200 OK, PASSED",
    "204 No Content, PASSED",
    "302 Found, PASSED",
    "399 Odd, PASSED",
    "400 Bad Request, FAILED",
    "401 Unauthorized, FAILED",
    "404 Not Found, FAILED",
    "500 Internal Server Error, FAILED",
    "503 Service Unavailable, FAILED"
  })
  void theStatusTells(String status, Outcome outcome) throws Exception {
    int port = serve(says("HTTP/1.1 " + status + "\nLocation: /elsewhere\nContent-Length: 0\n\n"));
    String detail = status.substring(0, 3) + " from http://127.0.0.1:" + port + "/health?x=%20y";
    assertFound(outcome, detail, look(Probe.http(port, "/health?x=%20y"), LONG));
    assertEquals("GET /health?x=%20y HTTP/1.1", heads.remove().getFirst());
    assertTrue(heads.isEmpty(), "no redirect is followed, and nothing is asked twice");
  }

  @Test
  void eachTryAsksOnAConnectionOfItsOwn() throws Exception {
    int port = serve(says("HTTP/1.1 200 OK\nContent-Length: 2\n\nok"));
    assertEquals(Outcome.PASSED, look(Probe.http(port, "/"), LONG).outcome());
    assertEquals(Outcome.PASSED, look(Probe.http(port, "/"), LONG).outcome());
    assertTrue(heads.remove().contains("Connection: close"));
    assertTrue(heads.remove().contains("Host: 127.0.0.1:" + port));
  }

  @Test
  void theBodyOfABadAnswerIsToldInOneLineUpToItsFirstKibibyte() throws Exception {
    int port = serve(says("HTTP/1.1 500 No\nConnection: close\n\n" + "no\tdb\n".repeat(1000)));
    String detail = look(Probe.http(port, "/"), LONG).detail();
    assertTrue(
        detail.startsWith("500 from http://127.0.0.1:" + port + "/: no db no db no"), detail);
    assertTrue(detail.length() < 1_100, detail);
  }

  @Test
  void whoRefusesIsNotWell() throws Exception {
    int port = deaf();
    assertFound(
        Outcome.FAILED,
        "no answer from http://127.0.0.1:" + port + "/: Connection refused",
        look(Probe.http(port, "/"), LONG));
    assertFound(
        Outcome.FAILED,
        "no connection to 127.0.0.1:" + port + ": Connection refused",
        look(Probe.tcp(port), LONG));
  }

  @Test
  void whoOnlyListensIsWellForTcp() throws Exception {
    int port = serve(out -> {});
    assertFound(Outcome.PASSED, "connected to 127.0.0.1:" + port, look(Probe.tcp(port), LONG));
  }

  @Test
  void whoDoesNotAnswerInTimeIsNotWell() throws Exception {
    int port = serve(out -> Thread.currentThread().join(Duration.ofSeconds(60)));
    assertFound(
        Outcome.FAILED,
        "no answer from http://127.0.0.1:" + port + "/ within 300 ms",
        look(Probe.http(port, "/"), SHORT));
  }

  @Test
  void whoDripsItsHeadIsCutOffInTime() throws Exception {
    int port =
        serve(
            out -> {
              out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.UTF_8));
              while (true) {
                out.write("X: y\r\n".getBytes(StandardCharsets.UTF_8));
                Thread.currentThread().join(Duration.ofMillis(20));
              }
            });
    assertFound(
        Outcome.FAILED,
        "no answer from http://127.0.0.1:" + port + "/ within 300 ms",
        look(Probe.http(port, "/"), SHORT));
  }

  @Test
  void aBodyThatNeverComesHoldsUpNoAnswer() throws Exception {
    Conversation never =
        out -> {
          out.write(
              "HTTP/1.1 500 No\r\nContent-Length: 9\r\n\r\n".getBytes(StandardCharsets.UTF_8));
          Thread.currentThread().join(Duration.ofSeconds(60));
        };
    int bad = serve(never);
    assertFound(
        Outcome.FAILED,
        "500 from http://127.0.0.1:" + bad + "/: no body within 300 ms",
        look(Probe.http(bad, "/"), SHORT));
    server.close();
    int good =
        serve(
            out -> {
              out.write(
                  "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n".getBytes(StandardCharsets.UTF_8));
              Thread.currentThread().join(Duration.ofSeconds(60));
            });
    assertEquals(Outcome.PASSED, look(Probe.http(good, "/"), LONG).outcome());
  }

  @Test
  void whatIsNotHttpIsNotWell() throws Exception {
    int port = serve(says("220 mail.example ESMTP\n"));
    AgentEvent.Probed found = look(Probe.http(port, "/"), LONG);
    assertEquals(Outcome.FAILED, found.outcome());
    assertTrue(found.detail().contains("http://127.0.0.1:" + port + "/"), found.detail());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "0, 'fine', PASSED, the command ended with 0",
        "3, 'no\n db', FAILED, the command ended with 3: no db",
        "143, '', FAILED, the command ended with 143",
        "null, 'waits', FAILED, the command did not end within 300 ms: waits"
      })
  void theStatusOfACommandTells(Integer status, String output, Outcome outcome, String detail)
      throws Exception {
    OptionalInt exit = status == null ? OptionalInt.empty() : OptionalInt.of(status);
    launcher.answer = Answer.of(new Entered(exit, output));
    assertFound(outcome, detail, look(Probe.command(List.of("curl", "-f")), SHORT));
    assertEquals(List.of("curl", "-f"), launcher.spec.command());
    assertEquals("/work/sandbox", launcher.spec.directory().toString());
    assertEquals("alice", launcher.spec.user());
    assertEquals("31000", launcher.spec.environment().get("PORT"));
    assertEquals(SHORT, launcher.spec.timeout());
  }

  @ParameterizedTest
  @CsvSource({
    Reasons.SLOT_EMPTY + ", UNKNOWN",
    Reasons.PLUGIN_FAILED + ", UNKNOWN",
    Reasons.PLUGIN_LATE + ", UNKNOWN",
    Reasons.LAUNCH_FAILED + ", FAILED",
    Reasons.USER_UNKNOWN + ", FAILED"
  })
  void aBrokenLauncherSaysNothingOfTheTask(String code, Outcome outcome) throws Exception {
    launcher.answer = Answer.failed(Reason.of(code, "posix", "it says so"));
    AgentEvent.Probed found = look(Probe.command(List.of("true")), LONG);
    assertEquals(outcome, found.outcome());
    assertTrue(found.detail().contains("it says so"), found.detail());
  }

  /** A launcher that only enters. */
  private static final class Entering implements LauncherCalls {
    Answer<Entered> answer;
    EnterSpec spec;

    @Override
    public Answer<Entered> enter(EnterSpec what) {
      spec = what;
      return answer;
    }

    @Override
    public Answer<Kept> launch(LaunchSpec what) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Reason> signal(ContainerId container, int signal) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Reason> cleanup(ContainerId container) {
      throw new UnsupportedOperationException();
    }
  }
}
