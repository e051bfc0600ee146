package cuesta.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BalancerOptionsTest {
  private static final Path KEY = Path.of("cluster.key");

  private static BalancerOptions of(String... args) {
    BalancerOptions options = new BalancerOptions();
    new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(options)).parseArgs(args);
    return options;
  }

  @Test
  void aNodeHasNoneUnlessItIsTold() throws IOException {
    assertEquals(Optional.empty(), of().place());
    assertEquals(Optional.empty(), of("--balancer-port", "none").place());
    BalancerPlace place = of("--balancer-port=0").place().orElseThrow();
    assertTrue(place.port() >= 10_000, "" + place.port());
    assertEquals("127.0.0.1", place.host());
  }

  @Test
  void devHasOneUnlessItIsTold() throws IOException {
    assertEquals(Optional.empty(), of("--balancer-port=none").usualPlace(5050, false));
    int any = of().usualPlace(5050, true).orElseThrow().port();
    assertTrue(any >= 10_000 && any < 31_000, "with --port 0 all are any: " + any);
    int given = of("--balancer-port=" + any).usualPlace(5050, false).orElseThrow().port();
    assertEquals(any, given);
    assertNotEquals(8080, of().usualPlace(8080, false).orElseThrow().port());
  }

  @Test
  void aTakenPortIsRefusedIfItWasSaidAndPassedOverIfNot() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      String said =
          assertThrows(IOException.class, () -> of("--balancer-port=" + port).place()).getMessage();
      assertTrue(said.contains("127.0.0.1:" + port), said);
      assertTrue(said.contains("give another --balancer-port, or 0 for any free one"), said);
      assertNotEquals(port, of().usualPlace(port, true).orElseThrow().port());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"65536", "-1", "http", "80 80", "99999999999"})
  void whatIsNoPortIsRefusedWithTheFlag(String bad) {
    String said =
        assertThrows(IOException.class, () -> of("--balancer-port=" + bad).place()).getMessage();
    assertTrue(said.contains("--balancer-port") && said.contains(bad), said);
  }

  @Test
  void aHostAloneIsRefused() {
    String said =
        assertThrows(IOException.class, () -> of("--balancer-host=0.0.0.0").place()).getMessage();
    assertTrue(said.contains("add --balancer-port"), said);
  }

  @Test
  void everybodyMayBeMeant() throws IOException {
    BalancerPlace place = of("--balancer-host=0.0.0.0", "--balancer-port=0").place().orElseThrow();
    Map<String, Object> properties = place.configuration("h:5050", KEY).properties();
    assertEquals("0.0.0.0", properties.get("host"));
    assertNotEquals("0.0.0.0", properties.get("address"), "nobody can connect to that");
    assertEquals("h:5050", properties.get("master"));
    assertTrue(properties.get("id").toString().endsWith("-" + place.port()), properties.toString());
    assertEquals(
        "http://" + properties.get("address") + ":" + place.port() + "/NAME/", place.urls());
  }

  @Test
  void onLoopbackBrowsersFindNamesOfTheirOwn() throws IOException {
    BalancerPlace place = of("--balancer-port=0").place().orElseThrow();
    assertEquals(
        "http://NAME.localhost:%1$d/  http://127.0.0.1:%1$d/NAME/".formatted(place.port()),
        place.urls());
  }
}
