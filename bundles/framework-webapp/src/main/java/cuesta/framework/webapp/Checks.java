package cuesta.framework.webapp;

import cuesta.api.framework.Check;
import cuesta.api.framework.Probe;
import cuesta.framework.kit.http.Input;
import cuesta.framework.kit.http.Invalid;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How an application is checked. A check is written {@code http:/path}, {@code http:PORT/path},
 * {@code tcp}, {@code tcp:PORT} or {@code cmd:LINE}; without a port, at {@code $PORT}.
 */
final class Checks {
  private static final int MOST = 1_000;

  private Checks() {}

  static Optional<Check> health(Input input) {
    if (!input.has("health")) {
      unasked(input, "health", "give a check: http:/path, tcp, or cmd:LINE");
    }
    return input
        .text("health")
        .map(text -> check(input, "health", probe(input, "health", text), 10, 5, 30, 3));
  }

  static Optional<Check> readiness(Input input) {
    String text = input.text("ready").or(() -> input.text("health")).orElse("");
    if (text.equals("none") || text.isEmpty() && input.number("ports", 1, 0, MOST) == 0) {
      unasked(input, "ready", "give a check, or leave it out");
      return Optional.empty();
    }
    Probe probe = text.isEmpty() ? Probe.tcp(0) : probe(input, "ready", text);
    return Optional.of(check(input, "ready", probe, 1, 2, 0, 2));
  }

  /** How often to look at nothing: who says so means that somebody looks. */
  private static void unasked(Input input, String check, String hint) {
    for (String one : List.of("interval", "timeout", "grace", "failures")) {
      String name = check + "-" + one;
      if (AppParams.ALL.stream().anyMatch(p -> p.name().equals(name)) && input.has(name)) {
        throw Invalid.field(name, "there is no " + check + " check that it could be for", hint);
      }
    }
  }

  private static Check check(
      Input input, String name, Probe probe, int interval, int timeout, int grace, int failures) {
    boolean kills = name.equals("health");
    return Input.checked(
        name,
        () ->
            new Check(
                probe,
                Duration.ZERO,
                time(input, name + "-interval", interval),
                time(input, name + "-timeout", timeout),
                kills ? time(input, name + "-grace", grace) : Duration.ZERO,
                (int) input.number(name + "-failures", failures, 1, MOST)));
  }

  private static Duration time(Input input, String name, int seconds) {
    return input.duration(name, Duration.ofSeconds(seconds), Check.LONGEST);
  }

  private static Probe probe(Input input, String name, String text) {
    int colon = text.indexOf(':');
    String type = colon < 0 ? text : text.substring(0, colon);
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    Probe probe =
        Input.checked(
            name,
            () ->
                switch (type) {
                  case "http" -> http(name, rest);
                  case "tcp" -> Probe.tcp(rest.isEmpty() ? 0 : port(name, rest));
                  case "cmd" -> Probe.command(List.of("/bin/sh", "-c", rest));
                  default -> throw bad(name, text);
                });
    if (type.equals("cmd") && rest.isBlank()) {
      throw bad(name, text);
    }
    if (!type.equals("cmd") && probe.port() == 0 && input.number("ports", 1, 0, MOST) == 0) {
      throw Invalid.field(name, "the application has no port to look at", "give it --ports 1");
    }
    return probe;
  }

  private static Probe http(String name, String rest) {
    int slash = rest.indexOf('/');
    if (slash < 0) {
      throw bad(name, "http:" + rest);
    }
    return Probe.http(slash == 0 ? 0 : port(name, rest.substring(0, slash)), rest.substring(slash));
  }

  private static int port(String name, String text) {
    if (!text.matches("[0-9]{1,5}")) {
      throw bad(name, text);
    }
    return Integer.parseInt(text);
  }

  private static RuntimeException bad(String name, String text) {
    return Invalid.field(
        name, "'" + text + "' is no check", "write http:/path, tcp, or cmd:LINE for /bin/sh");
  }
}
