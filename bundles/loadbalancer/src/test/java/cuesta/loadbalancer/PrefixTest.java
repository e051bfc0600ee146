package cuesta.loadbalancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cuesta.api.balancer.Route;
import cuesta.api.balancer.Route.Match;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An instance that knows nothing of the prefix it is served under can be used all the same. */
class PrefixTest {
  private volatile String said = "";
  private RawServer server;
  private Door door;

  @BeforeEach
  void start() throws Exception {
    door = Door.open();
    server =
        new RawServer(
            (connection, number) -> {
              while (true) {
                connection.head();
                connection.send("HTTP/1.1 302 X\r\n" + said + "Content-Length: 0\r\n\r\n");
              }
            });
    door.route(
        new Route(
            "shop",
            List.of(new Match("", "/shop/", true), new Match("shop.example", "/", false)),
            Door.backends(server.port()),
            ""));
  }

  @AfterEach
  void stop() throws Exception {
    door.close();
    server.close();
  }

  private String header(String name, String request) throws Exception {
    try (RawClient client = new RawClient(door.port())) {
      String head = client.send(request).answer();
      for (String line : head.split("\r\n")) {
        String start = name + ": ";
        if (line.regionMatches(true, 0, start, 0, start.length())) {
          return line.substring(start.length());
        }
      }
      throw new AssertionError(head);
    }
  }

  private String outside(String name, String value) throws Exception {
    said = name + ": " + value + "\r\n";
    return header(name, "GET /shop/a HTTP/1.1\r\nHost: h:80\r\n\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "/login?next=/x, /shop/login?next=/x",
    "/, /shop/",
    "/shop/login, /shop/login",
    "/shopping, /shop/shopping",
    "/shop?a, /shop?a",
    "login, login",
    "../x, ../x",
    "?a=b, ?a=b",
    "http://h:80/login, http://h:80/shop/login",
    "HTTP://H:80/login, HTTP://H:80/shop/login",
    "http://h:80, http://h:80/shop/",
    "http://h:80?a, http://h:80/shop/?a",
    "http://h:80/shop/x, http://h:80/shop/x",
    "http://h:8080/login, http://h:8080/login",
    "https://other/login, https://other/login",
    "//other/login, //other/login"
  })
  void redirectsStayBeneathThePrefix(String inside, String outside) throws Exception {
    assertEquals(outside, outside("Location", inside));
  }

  @ParameterizedTest
  @CsvSource({
    "a=1; Path=/, a=1; Path=/shop/",
    "a=1;path=/admin;HttpOnly, a=1;path=/shop/admin;HttpOnly",
    "a=1; Secure; Path = /x , a=1; Secure; Path = /shop/x",
    "a=1; Path=/shop/x, a=1; Path=/shop/x",
    "a=1; Path=/shop, a=1; Path=/shop",
    "a=1, a=1",
    "path=/, path=/",
    "a=1; Path=, a=1; Path=",
    "a=1; XPath=/, a=1; XPath=/"
  })
  void cookiesStayBeneathThePrefix(String inside, String outside) throws Exception {
    assertEquals(outside, outside("Set-Cookie", inside));
  }

  @Test
  void allCookiesKeepTheirOrder() throws Exception {
    said = "Set-Cookie: a=1; Path=/\r\nSet-Cookie: b=2\r\nSet-Cookie: c=3; Path=/c\r\n";
    try (RawClient client = new RawClient(door.port())) {
      String head = client.send("GET /shop/ HTTP/1.1\r\nHost: h\r\n\r\n").answer();
      int first = head.indexOf("a=1; Path=/shop/\r\n");
      int second = head.indexOf("b=2\r\n");
      int third = head.indexOf("c=3; Path=/shop/c\r\n");
      assertFalse(first < 0 || second < first || third < second, head);
    }
  }

  @Test
  void withoutAPrefixNothingIsChanged() throws Exception {
    said = "Location: /login\r\nSet-Cookie: a=1; Path=/\r\n";
    String request = "GET /shop/a HTTP/1.1\r\nHost: shop.example\r\n\r\n";
    assertEquals("/login", header("Location", request));
    assertEquals("a=1; Path=/", header("Set-Cookie", request));
  }
}
