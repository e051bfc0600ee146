package cuesta.loadbalancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import cuesta.api.balancer.Route;
import cuesta.api.balancer.Route.Match;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which application a request goes to, and what it is told if to none. */
class MatchingTest {
  private Door door;
  private Backend shop;
  private Backend cart;
  private Backend named;

  @BeforeEach
  void start() throws Exception {
    door = Door.open();
    shop = new Backend(exchange -> Backend.say(exchange, "shop " + seen(exchange)));
    cart = new Backend(exchange -> Backend.say(exchange, "cart " + seen(exchange)));
    named = new Backend(exchange -> Backend.say(exchange, "named " + seen(exchange)));
    door.route(
        route("cart", new Match("", "/shop/cart/", false), cart),
        route("named", new Match("shop.example", "/", false), named),
        route("shop", new Match("", "/shop/", true), shop),
        new Route("none", List.of(new Match("", "/none/", true)), List.of(), "2 of 3 <starting>"));
  }

  @AfterEach
  void stop() throws Exception {
    door.close();
    shop.close();
    cart.close();
    named.close();
  }

  private static Route route(String app, Match match, Backend backend) {
    return new Route(app, List.of(match), Door.backends(backend.port()), "");
  }

  private static String seen(HttpExchange exchange) {
    return exchange.getRequestURI()
        + " "
        + exchange.getRequestHeaders().getFirst("X-Forwarded-Prefix");
  }

  private String get(String host, String path, String more) throws IOException {
    try (RawClient client = new RawClient(door.port())) {
      client.send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + more + "\r\n");
      return client.answer();
    }
  }

  private String body(String host, String path) throws IOException {
    String answer = get(host, path, "");
    assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  @Test
  void theLongestPathCounts() throws Exception {
    assertEquals("shop /a?b=c /shop", body("localhost", "/shop/a?b=c"));
    assertEquals("shop / /shop", body("localhost", "/shop/"));
    assertEquals("cart /shop/cart/x null", body("localhost", "/shop/cart/x"));
    assertEquals("cart /shop/cart null", body("localhost", "/shop/cart"));
  }

  @Test
  void aHostGoesBeforeAnyPath() throws Exception {
    assertEquals("named /shop/a null", body("shop.example", "/shop/a"));
    assertEquals("named /shop/a null", body("SHOP.example.:8080", "/shop/a"));
    assertEquals("shop /a /shop", body("www.shop.example", "/shop/a"));
  }

  @Test
  void theHostOfAnAbsoluteTargetCounts() throws Exception {
    assertEquals("named /x?y null", body("localhost", "http://shop.example/x?y"));
    assertEquals("named /?y null", body("localhost", "http://shop.example?y"));
  }

  @Test
  void aStrippedPrefixWithoutItsSlashIsRedirected() throws Exception {
    String answer = get("localhost", "/shop?a=b", "");
    assertTrue(answer.startsWith("HTTP/1.1 308 "), answer);
    assertTrue(answer.contains("\r\nlocation: /shop/?a=b\r\n"), answer);
  }

  @Test
  void anUnknownPlaceTellsNothingAboutOthers() throws Exception {
    String answer = get("localhost", "/shopping", "");
    assertTrue(answer.startsWith("HTTP/1.1 404 "), answer);
    assertTrue(answer.contains("NO_ROUTE: localhost/shopping: "), answer);
    assertFalse(answer.contains("cart") || answer.contains("erver:"), answer);
    assertEquals(1, door.balancer().stats().apps().get("").requests());
    assertEquals(0, door.balancer().stats().apps().get("").failures());
  }

  @Test
  void anApplicationWithoutInstancesSaysWhy() throws Exception {
    String answer = get("localhost", "/none/", "Accept: application/json\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
    assertTrue(answer.contains("\r\nretry-after: 1\r\n"), answer);
    assertTrue(
        answer.endsWith(
            "{\"code\":\"NO_INSTANCE\",\"subject\":\"none\",\"detail\":\"2 of 3 <starting>\","
                + "\"hint\":\"try again in a moment\"}\n"),
        answer);
    assertEquals(1, door.balancer().stats().apps().get("none").failures());
  }

  @Test
  void browsersGetHtmlInWhichNothingOfTheRequestIsMarkup() throws Exception {
    String answer = get("localhost", "/<script>", "Accept: text/html,*/*\r\n");
    assertTrue(answer.contains("\r\ncontent-type: text/html"), answer);
    assertTrue(answer.contains("localhost/&lt;script&gt;"), answer);
    assertFalse(answer.contains("<script>"), answer);
    assertTrue(get("localhost", "/none/", "Accept: text/html\r\n").contains("&lt;starting&gt;"));
  }
}
