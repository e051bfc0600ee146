package cuesta.admin.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The body of one of our own calls: an object of strings, of arrays and of objects of strings.
 * Whatever is wrong with it is one IllegalArgumentException that says where.
 */
public final class JsonBody {
  private final TreeMap<String, String> texts = new TreeMap<>();
  private final TreeMap<String, SortedMap<String, String>> objects = new TreeMap<>();
  private final TreeMap<String, List<String>> lists = new TreeMap<>();

  private JsonBody() {}

  /**
   * Reads a body.
   *
   * @param known the keys that may occur
   */
  public static JsonBody read(InputStream stream, Collection<String> known) throws IOException {
    try (JsonParser in = Json.FACTORY.createParser(stream)) {
      JsonBody body = new JsonBody();
      expect(in, in.nextToken(), JsonToken.START_OBJECT, "the body must be a JSON object");
      while (in.nextToken() != JsonToken.END_OBJECT) {
        body.member(in, known);
      }
      if (in.nextToken() != null) {
        throw new IllegalArgumentException(
            "the body goes on after its JSON object, at " + place(in.currentTokenLocation()));
      }
      return body;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the body is not valid JSON at " + place(e.getLocation()) + ": " + oneLine(e), e);
    }
  }

  private void member(JsonParser in, Collection<String> known) throws IOException {
    String name = in.currentName();
    if (!known.contains(name)) {
      throw new IllegalArgumentException(
          "unknown key '"
              + name
              + "' at "
              + place(in.currentTokenLocation())
              + "; "
              + Closest.hint(name, known));
    }
    JsonToken token = in.nextToken();
    if (token == JsonToken.START_OBJECT) {
      objects.put(name, strings(in, name));
    } else if (token == JsonToken.START_ARRAY) {
      lists.put(name, items(in, name));
    } else {
      expect(in, token, JsonToken.VALUE_STRING, "'" + name + "' must be a string");
      texts.put(name, in.getText());
    }
  }

  private static SortedMap<String, String> strings(JsonParser in, String of) throws IOException {
    TreeMap<String, String> values = new TreeMap<>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      JsonToken token = in.nextToken();
      if (!token.isScalarValue() || token == JsonToken.VALUE_NULL) {
        expect(in, token, JsonToken.VALUE_STRING, "'" + of + "." + name + "' must be a string");
      }
      values.put(name, in.getText());
    }
    return values;
  }

  private static List<String> items(JsonParser in, String of) throws IOException {
    List<String> items = new ArrayList<>();
    for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
      expect(
          in, token, JsonToken.VALUE_STRING, "'" + of + "[" + items.size() + "]' must be a string");
      items.add(in.getText());
    }
    return items;
  }

  private static void expect(JsonParser in, JsonToken token, JsonToken wanted, String message) {
    if (token != wanted) {
      throw new IllegalArgumentException(message + ", at " + place(in.currentTokenLocation()));
    }
  }

  private static String place(JsonLocation location) {
    return location == null
        ? "an unknown place"
        : "line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static String oneLine(JsonProcessingException e) {
    return e.getOriginalMessage().replaceAll("\\s+", " ");
  }

  /** A member that must be there. */
  public String text(String name) {
    return optional(name)
        .orElseThrow(
            () -> new IllegalArgumentException("'" + name + "' is missing; give it as a string"));
  }

  /** A member that may be missing. */
  public Optional<String> optional(String name) {
    if (objects.containsKey(name) || lists.containsKey(name)) {
      throw new IllegalArgumentException("'" + name + "' must be a string");
    }
    return Optional.ofNullable(texts.get(name));
  }

  /** A member that is an array of strings; empty if missing. */
  public List<String> list(String name) {
    if (texts.containsKey(name) || objects.containsKey(name)) {
      throw new IllegalArgumentException("'" + name + "' must be an array of strings");
    }
    return lists.getOrDefault(name, List.of());
  }

  /** A member that is an object of strings; empty if missing. */
  public SortedMap<String, String> object(String name) {
    if (texts.containsKey(name) || lists.containsKey(name)) {
      throw new IllegalArgumentException("'" + name + "' must be an object of strings");
    }
    return objects.getOrDefault(name, Collections.emptySortedMap());
  }
}
