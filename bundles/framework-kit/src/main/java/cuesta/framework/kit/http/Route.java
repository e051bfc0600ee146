package cuesta.framework.kit.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a framework serves at a path: declared once, for calls and for the command line.
 *
 * @param method GET, POST, PUT or DELETE
 * @param path segments below the framework's prefix; <code>{name}</code> stands for any
 * @param params what it takes, in the order of the command line; those of the path are required
 *     arguments
 * @param handler who answers
 * @param command how it is called on the command line; empty if it is not
 */
public record Route(
    String method, String path, List<Param> params, Handler handler, Optional<Command> command) {

  /**
   * A command of the command line.
   *
   * @param name what follows the framework's prefix: a word, or two with a space between
   * @param about one line
   * @param show how the answer shows
   * @param watch what calls it again and again; empty for a command that calls once
   */
  public record Command(String name, String about, Show show, Optional<Watch> watch) {}

  /**
   * A command that watches a git repository: it calls for the newest commit of a branch, and again
   * whenever that is another one. A refused call is shown; the watch goes on.
   *
   * @param tree the {@link Param.Kind#TREE} parameter, packed at that commit
   * @param branch the flag that names the branch; the present one if it is not given
   * @param every the flag that says how often to look, a duration
   */
  public record Watch(String tree, String branch, String every) {}

  /** Checks and copies. */
  public Route {
    params = List.copyOf(params);
  }

  /**
   * Reads; parameters come in the query.
   *
   * @param path below the prefix, without a slash at its begin; may be empty
   * @param handler who answers
   * @return the route
   */
  public static Route get(String path, Handler handler) {
    return of("GET", path, handler);
  }

  /**
   * Does something; parameters come in a JSON object.
   *
   * @param path below the prefix
   * @param handler who answers
   * @return the route
   */
  public static Route post(String path, Handler handler) {
    return of("POST", path, handler);
  }

  /**
   * Puts something there; parameters come in a JSON object.
   *
   * @param path below the prefix
   * @param handler who answers
   * @return the route
   */
  public static Route put(String path, Handler handler) {
    return of("PUT", path, handler);
  }

  /**
   * Deletes; parameters come in the query.
   *
   * @param path below the prefix
   * @param handler who answers
   * @return the route
   */
  public static Route delete(String path, Handler handler) {
    return of("DELETE", path, handler);
  }

  private static Route of(String method, String path, Handler handler) {
    return new Route(method, path, List.of(), handler, Optional.empty());
  }

  /**
   * What it takes. Parts of the path need not be named here, unless something is to be said about
   * them.
   *
   * @param more in the order of the command line
   * @return the route
   */
  public Route takes(Param... more) {
    return new Route(method, path, List.of(more), handler, command);
  }

  /**
   * Makes it a command.
   *
   * @param name what follows the framework's prefix: a word, or two with a space between
   * @param about one line
   * @param show how the answer shows
   * @return the route
   */
  public Route command(String name, String about, Show show) {
    return new Route(
        method,
        path,
        params,
        handler,
        Optional.of(new Command(name, about, show, Optional.empty())));
  }

  /**
   * Makes a command one that watches.
   *
   * @param watch what
   * @return the route
   */
  public Route watching(Watch watch) {
    Command once = command.orElseThrow();
    return new Route(
        method,
        path,
        params,
        handler,
        Optional.of(new Command(once.name(), once.about(), once.show(), Optional.of(watch))));
  }

  boolean hasBody() {
    return method.equals("POST") || method.equals("PUT");
  }

  List<String> segments() {
    return path.isEmpty() ? List.of() : List.of(path.split("/"));
  }

  /** The names in the path. */
  List<String> places() {
    return segments().stream().filter(Route::isPlace).map(Route::name).toList();
  }

  /** The values of the path; empty if it is another. */
  Optional<Map<String, String>> match(List<String> given) {
    List<String> segments = segments();
    if (segments.size() != given.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < given.size(); i++) {
      if (isPlace(segments.get(i))) {
        values.put(name(segments.get(i)), given.get(i));
      } else if (!segments.get(i).equals(given.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  /** By name; those of the path that were not declared come first. */
  Map<String, Param> declared() {
    Map<String, Param> declared = new LinkedHashMap<>();
    List<Param> all = new ArrayList<>();
    for (String place : places()) {
      if (params.stream().noneMatch(param -> param.name().equals(place))) {
        all.add(Param.argument(place, ""));
      }
    }
    all.addAll(params);
    for (Param param : all) {
      if (declared.put(param.name(), param) != null) {
        throw new IllegalArgumentException(
            method + " " + path + " takes " + param.name() + " twice");
      }
    }
    return declared;
  }

  private static boolean isPlace(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  private static String name(String place) {
    return place.substring(1, place.length() - 1);
  }
}
