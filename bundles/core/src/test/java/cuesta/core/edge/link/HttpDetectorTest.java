package cuesta.core.edge.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import cuesta.api.ha.LeaderInfo;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpDetectorTest {
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMillis(20);

  private final BlockingQueue<Optional<LeaderInfo>> told = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
  private final HttpServer http;
  private volatile String answer = nobody();
  private volatile int status = 200;
  private HttpDetector detector;

  HttpDetectorTest() throws IOException {
    http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    http.createContext(
        "/",
        exchange -> {
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
          asked.add(exchange.getRequestURI().toString());
        });
    http.start();
  }

  @AfterEach
  void close() {
    if (detector != null) {
      detector.close();
    }
    http.stop(0);
  }

  private void detect(Duration whileUnknown, Duration whileKnown) {
    String master = "127.0.0.1:" + http.getAddress().getPort();
    detector = new HttpDetector(HttpDetector.page(master), whileUnknown, whileKnown);
    detector.detect(told::add);
  }

  private Optional<LeaderInfo> told() throws InterruptedException {
    return told.poll(20, TimeUnit.SECONDS);
  }

  private static String nobody() {
    return "{\"leading\":false,\"term\":3,\"leader\":null}";
  }

  private static String leader(long term) {
    return """
    {"leading":true,"term":%d,"leader":{"id":"m%d","term":%d,"url":"http://h:1","host":"h",
    "port":1,"link_port":2,"version":"0.1.0","later":{}},"more":[]}\
    """
        .formatted(term, term, term);
  }

  private static Optional<LeaderInfo> info(long term) {
    return Optional.of(new LeaderInfo("m" + term, term, "h", 1, 2, "0.1.0"));
  }

  @Test
  void itAsksUntilALeaderIsKnownAndThenOnlyWhenInDoubt() throws Exception {
    detect(SOON, NEVER);
    assertEquals(Optional.empty(), told());
    assertEquals("/leader", asked.poll(20, TimeUnit.SECONDS));
    answer = leader(4);
    assertEquals(info(4), told());
    answer = leader(5);
    detector.recheck();
    assertEquals(info(5), told());
  }

  @Test
  void aFollowerIsToldWhatIsKnownAtOnce() throws Exception {
    answer = leader(4);
    detect(SOON, NEVER);
    Optional<LeaderInfo> first = told();
    assertEquals(info(4), first.isPresent() ? first : told()); // it may know already
    BlockingQueue<Optional<LeaderInfo>> late = new LinkedBlockingQueue<>();
    detector.detect(late::add).close();
    assertEquals(info(4), late.remove());
    answer = leader(5);
    detector.recheck();
    assertEquals(info(5), told());
    assertTrue(late.isEmpty(), "told after the end");
  }

  @Test
  void nonsenseIsNobody() throws Exception {
    answer = leader(4);
    detect(SOON, SOON);
    Optional<LeaderInfo> first = told();
    assertEquals(info(4), first.isPresent() ? first : told());
    for (String nonsense :
        new String[] {"", "[]", "{}", "{\"leader\":{}}", leader(4).replace("2,", "\"x\","), "<"}) {
      answer = nonsense;
      assertEquals(Optional.empty(), told(), nonsense);
      answer = leader(4);
      assertEquals(info(4), told());
    }
    status = 503;
    assertEquals(Optional.empty(), told());
  }

  @Test
  void nobodyAnswersIsNobody() throws Exception {
    answer = leader(4);
    detect(SOON, SOON);
    Optional<LeaderInfo> first = told();
    assertEquals(info(4), first.isPresent() ? first : told());
    http.stop(0);
    assertEquals(Optional.empty(), told());
  }

  @Test
  void aBadAddressIsRefused() {
    for (String bad : new String[] {"", "host", "host:0", "host:x", "http://host:5050", "a b:1"}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> new HttpDetector(bad)).getMessage();
      assertTrue(message.contains("'" + bad + "'") && message.contains("host:port"), message);
    }
  }
}
