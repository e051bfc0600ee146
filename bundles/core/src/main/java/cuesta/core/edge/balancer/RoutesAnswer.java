package cuesta.core.edge.balancer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import cuesta.api.balancer.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the leader answers. It is believed as far as it makes sense: a route that does not is left
 * out, so that one bad application does not take all others with it.
 *
 * @param version the leader's name of its present table
 * @param routes the table; empty if it is the one that was named in the question
 * @param strange one line for each route that was left out
 */
record RoutesAnswer(String version, Optional<List<Route>> routes, List<String> strange) {
  private static final int MAX_VERSION = 255;
  private static final int MAX_ROUTES = 10_000;
  private static final int MAX_MATCHES = 100;
  private static final int MAX_BACKENDS = 10_000;
  private static final int MAX_NAME = 255;
  private static final int MAX_PATH = 1_000;
  private static final int MAX_NOTE = 2_000;
  private static final int MAX_PORT = 65_535;

  /** Of an instance's id or an application: it comes into headers and logs. */
  private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1," + MAX_NAME + "}");

  /** A host name or address as requests have it, in lower case and without port. */
  private static final Pattern HOST = Pattern.compile("[a-z0-9._:\\[\\]-]{0," + MAX_NAME + "}");

  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9._:%-]{1," + MAX_NAME + "}");
  private static final Pattern PATH = Pattern.compile("[\\x21-\\x7e]{1," + MAX_PATH + "}");

  /**
   * Reads it.
   *
   * @throws IOException if it is no such answer
   */
  static RoutesAnswer parse(String text) throws IOException {
    try {
      JsonObject answer = JsonParser.parseString(text).getAsJsonObject();
      String version = text(answer, "version");
      if (version.isEmpty() || version.length() > MAX_VERSION) {
        throw new IllegalStateException("version has " + version.length() + " characters");
      }
      JsonElement routes = answer.get("routes");
      return routes == null || routes.isJsonNull()
          ? new RoutesAnswer(version, Optional.empty(), List.of())
          : table(version, routes.getAsJsonArray());
    } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
      throw new IOException("it answered with other JSON: " + first(e.getMessage()));
    }
  }

  private static RoutesAnswer table(String version, JsonArray routes) {
    if (routes.size() > MAX_ROUTES) {
      throw new IllegalStateException(routes.size() + " routes; at most " + MAX_ROUTES + " fit");
    }
    List<Route> good = new ArrayList<>();
    List<String> strange = new ArrayList<>();
    TreeSet<String> apps = new TreeSet<>();
    for (int i = 0; i < routes.size(); i++) {
      try {
        Route route = route(routes.get(i).getAsJsonObject());
        check(apps.add(route.app()), "app is '" + route.app() + "' for the second time");
        good.add(route);
      } catch (IllegalStateException
          | UnsupportedOperationException
          | IllegalArgumentException e) { // what gson and the records say of nonsense
        strange.add("route " + (i + 1) + ": " + first(e.getMessage()));
      }
    }
    return new RoutesAnswer(version, Optional.of(good), List.copyOf(strange));
  }

  private static Route route(JsonObject route) {
    String app = text(route, "app");
    check(NAME.matcher(app).matches(), "app is '" + app + "'");
    List<Route.Match> matches = new ArrayList<>();
    for (JsonElement match : array(route, "matches", MAX_MATCHES)) {
      matches.add(match(match.getAsJsonObject()));
    }
    List<Route.Backend> backends = new ArrayList<>();
    for (JsonElement backend : array(route, "backends", MAX_BACKENDS)) {
      backends.add(backend(backend.getAsJsonObject()));
    }
    String note = route.has("note") ? text(route, "note") : "";
    return new Route(app, matches, backends, note.substring(0, Math.min(note.length(), MAX_NOTE)));
  }

  private static Route.Match match(JsonObject match) {
    String host = text(match, "host");
    check(HOST.matcher(host).matches(), "host of a match is '" + host + "'");
    String path = text(match, "path");
    check(PATH.matcher(path).matches(), "path of a match is '" + path + "'");
    JsonElement strip = field(match, "strip");
    check(strip.getAsJsonPrimitive().isBoolean(), "strip is no boolean");
    return new Route.Match(host, path, strip.getAsBoolean());
  }

  private static Route.Backend backend(JsonObject backend) {
    String id = text(backend, "id");
    check(NAME.matcher(id).matches(), "id of a backend is '" + id + "'");
    String host = text(backend, "host");
    check(ADDRESS.matcher(host).matches(), "host of a backend is '" + host + "'");
    int port = number(backend, "port");
    check(port > 0 && port <= MAX_PORT, "port of a backend is " + port);
    return new Route.Backend(id, host, port);
  }

  private static JsonArray array(JsonObject in, String name, int most) {
    JsonArray array = field(in, name).getAsJsonArray();
    check(array.size() <= most, array.size() + " " + name + "; at most " + most + " fit");
    return array;
  }

  private static String text(JsonObject in, String name) {
    JsonElement value = field(in, name);
    check(value.isJsonPrimitive() && value.getAsJsonPrimitive().isString(), name + " is no text");
    return value.getAsString();
  }

  private static int number(JsonObject in, String name) {
    JsonElement value = field(in, name);
    check(value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber(), name + " is no number");
    return value.getAsInt();
  }

  private static JsonElement field(JsonObject in, String name) {
    JsonElement value = in.get(name);
    check(value != null, name + " is missing");
    return value;
  }

  private static void check(boolean good, String what) {
    if (!good) {
      throw new IllegalStateException(what);
    }
  }

  /** What somebody else wrote goes into the log: not too much of it, and in one line. */
  private static String first(String text) {
    String line = String.valueOf(text).replaceAll("\\p{Cntrl}", " ");
    return line.length() <= MAX_NAME ? line : line.substring(0, MAX_NAME) + "…";
  }
}
