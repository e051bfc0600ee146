package cuesta.admin.http;

import cuesta.admin.json.Closest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes paths and queries apart. */
final class Parameters {
  private Parameters() {}

  /** The decoded segments of a path; empty ones, as of a trailing slash, are left out. */
  static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/")) {
      if (!segment.isEmpty()) {
        // In a path a plus is a plus.
        segments.add(decode(segment.replace("+", "%2B")));
      }
    }
    return List.copyOf(segments);
  }

  /** The decoded parameters, each with its values in the order in which they were given. */
  static SortedMap<String, List<String>> query(String query) {
    TreeMap<String, List<String>> parameters = new TreeMap<>();
    for (String pair : query.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        parameters.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "' is not a valid percent-encoding", e);
    }
  }

  static long number(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "parameter '" + name + "' must be a whole number, not '" + text + "'", e);
    }
  }

  static boolean flag(String name, String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              "parameter '" + name + "' must be true or false, not '" + text + "'");
    };
  }

  static String hint(String wrong, List<String> known) {
    return known.isEmpty() ? "this path takes none" : Closest.hint(wrong, known);
  }
}
