package cuesta.core.edge.balancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.balancer.Route;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesAnswerTest {
  private static final String GOOD =
      """
      {"app":"shop","matches":[{"host":"shop.localhost","path":"/","strip":false},
      {"host":"","path":"/shop/","strip":true}],"backends":[{"id":"shop.1","host":"::1","port":31000}],
      "note":"1 of 2 is ready"}\
      """;

  private static String table(String... routes) {
    return "{\"version\":\"3-17\",\"routes\":[" + String.join(",", routes) + "]}";
  }

  @Test
  void aTable() throws IOException {
    RoutesAnswer answer = RoutesAnswer.parse(table(GOOD));
    assertEquals("3-17", answer.version());
    assertEquals(List.of(), answer.strange());
    Route shop =
        new Route(
            "shop",
            List.of(
                new Route.Match("shop.localhost", "/", false), new Route.Match("", "/shop/", true)),
            List.of(new Route.Backend("shop.1", "::1", 31_000)),
            "1 of 2 is ready");
    assertEquals(Optional.of(List.of(shop)), answer.routes());
  }

  @Test
  void nothingNew() throws IOException {
    assertEquals(
        new RoutesAnswer("3-17", Optional.empty(), List.of()),
        RoutesAnswer.parse("{\"version\":\"3-17\",\"later\":1}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "<html>",
        "{}",
        "{\"version\":1,\"routes\":[]}",
        "{\"version\":\"\",\"routes\":[]}",
        "{\"version\":\"x\",\"routes\":{}}",
        "{\"version\":\"x\",\"routes\":[",
        "{\"version\":\"x\",\"routes\":7}"
      })
  void nonsenseIsRefused(String text) {
    assertThrows(IOException.class, () -> RoutesAnswer.parse(text));
  }

  @Test
  void tooMuchIsRefused() {
    String deep = "[".repeat(1_000_000);
    assertThrows(IOException.class, () -> RoutesAnswer.parse(deep));
    String named = "{\"version\":\"" + "x".repeat(300) + "\"}";
    assertThrows(IOException.class, () -> RoutesAnswer.parse(named));
    String many = table("{},".repeat(10_000) + "{}");
    assertThrows(IOException.class, () -> RoutesAnswer.parse(many));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"shop\"|\"\"|app is ''",
        "\"shop\"|\"a b\"|app is 'a b'",
        "\"shop\"|17|app is no text",
        "\"app\"|\"application\"|app is missing",
        "\"path\":\"/shop/\"|\"path\":\"shop\"|path of a route is 'shop'",
        "\"path\":\"/shop/\"|\"path\":\"/a b/\"|path of a match is '/a b/'",
        "shop.localhost|Shop|host of a match is 'Shop'",
        "true|\"yes\"|strip is no boolean",
        "\"matches\"|\"match\"|matches is missing",
        "::1|a b|host of a backend is 'a b'",
        "::1||host of a backend is ''",
        "31000|0|port of a backend is 0",
        "31000|65536|port of a backend is 65536",
        "31000|\"http\"|port is no number",
        "31000|null|port is no number",
        "\"1 of 2 is ready\"|null|note is no text"
      })
  void aBadRouteIsLeftOutWithItsReason(String part, String instead, String said)
      throws IOException {
    String bad = GOOD.replace(part, instead == null ? "" : instead);
    String other = GOOD.replace("\"shop\"", "\"other\"");
    RoutesAnswer answer = RoutesAnswer.parse(table(bad, other));
    assertEquals(List.of("other"), answer.routes().orElseThrow().stream().map(Route::app).toList());
    String strange = String.join("\n", answer.strange());
    assertTrue(strange.startsWith("route 1: ") && strange.contains(said), strange);
  }

  @Test
  void theSecondOfANameIsLeftOut() throws IOException {
    RoutesAnswer answer = RoutesAnswer.parse(table(GOOD, GOOD));
    assertEquals(1, answer.routes().orElseThrow().size());
    assertEquals(List.of("route 2: app is 'shop' for the second time"), answer.strange());
  }
}
