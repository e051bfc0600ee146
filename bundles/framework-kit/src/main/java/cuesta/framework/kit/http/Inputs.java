package cuesta.framework.kit.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what a call brings, held against what its route declares. */
final class Inputs {
  private final Map<String, Param> declared;
  private final List<String> inPath;
  private final Map<String, Object> values = new LinkedHashMap<>();

  /** Takes the values of the path as they are. */
  Inputs(Map<String, Param> declared, Map<String, String> path) {
    this.declared = declared;
    inPath = List.copyOf(path.keySet());
    path.forEach(this::put);
  }

  Input done() {
    for (Param param : declared.values()) {
      if (param.required() && !param.local() && !values.containsKey(param.name())) {
        throw Invalid.field(param.name(), "it is missing", "give " + about(param));
      }
    }
    return new Input(declared, values);
  }

  private static String about(Param param) {
    return param.about().isEmpty() ? param.name() : param.name() + ": " + param.about();
  }

  /** The parameter of a name that does not stand in the path. */
  private Param param(String what, String name) {
    Param param = declared.get(name);
    if (param == null || param.local() || inPath.contains(name)) {
      List<String> known =
          declared.values().stream()
              .filter(one -> !one.local() && !inPath.contains(one.name()))
              .map(Param::name)
              .toList();
      throw Invalid.name(what, name, known);
    }
    return param;
  }

  private void put(String name, Object value) {
    Param param = declared.get(name);
    if (value instanceof String text
        && !param.values().isEmpty()
        && !param.values().contains(text)) {
      throw Invalid.field(
          name, "'" + text + "' is not taken", Invalid.closest(text, param.values()));
    }
    values.put(name, value);
  }

  void query(SortedMap<String, List<String>> queries) {
    queries.forEach((name, all) -> put(name, value(param("parameter", name), all)));
  }

  private static Object value(Param param, List<String> all) {
    return switch (param.kind()) {
      case TEXT, FILE -> all.getLast();
      case LIST -> List.copyOf(all);
      case SWITCH -> {
        String text = all.getLast();
        if (!text.isEmpty() && !text.equals("true") && !text.equals("false")) {
          throw Invalid.field(param.name(), "it is neither true nor false", "");
        }
        yield !text.equals("false");
      }
      case MAP -> {
        TreeMap<String, String> map = new TreeMap<>();
        for (String pair : all) {
          int equals = pair.indexOf('=');
          if (equals < 1) {
            throw Invalid.field(param.name(), "'" + pair + "' is not K=V", "");
          }
          map.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        yield Collections.unmodifiableSortedMap(map);
      }
      case TREE -> throw Invalid.field(param.name(), "a query cannot hold it", "use a body");
    };
  }

  /** A JSON object, or nothing. */
  void body(InputStream body) throws IOException {
    try (JsonParser parser = Json.FACTORY.createParser(body)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return;
      }
      if (first != JsonToken.START_OBJECT) {
        throw Invalid.field("body", "it is not a JSON object", "send one");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        Param param = param("field", parser.currentName());
        parser.nextToken();
        put(param.name(), value(param, parser));
      }
      if (parser.nextToken() != null) {
        throw Invalid.field("body", "something follows the JSON object", "send one object");
      }
    } catch (JsonProcessingException e) {
      throw Invalid.field(
          "body",
          "it is not JSON: line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ": "
              + e.getOriginalMessage().replaceAll("\\s*\\(start marker.*", ""),
          "");
    }
  }

  private static Object value(Param param, JsonParser parser) throws IOException {
    String name = param.name();
    return switch (param.kind()) {
      case TEXT, FILE -> text(name, parser);
      case LIST -> texts(name, parser);
      case MAP -> map(name, parser);
      case TREE -> SourceTrees.read(name, parser);
      case SWITCH ->
          switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw Invalid.field(name, "it is neither true nor false", "");
          };
    };
  }

  static String text(String field, JsonParser parser) throws IOException {
    if (!parser.currentToken().isScalarValue() || parser.currentToken() == JsonToken.VALUE_NULL) {
      throw Invalid.field(field, "it is not a text", "put it into quotes");
    }
    return parser.getText();
  }

  static List<String> texts(String field, JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw Invalid.field(field, "it is not a list of texts", "for example [\"echo\", \"hello\"]");
    }
    List<String> texts = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      texts.add(text(field, parser));
    }
    return List.copyOf(texts);
  }

  private static SortedMap<String, String> map(String field, JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw Invalid.field(field, "it is not an object", "for example {\"KEY\": \"value\"}");
    }
    TreeMap<String, String> map = new TreeMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      parser.nextToken();
      map.put(key, text(field + "." + key, parser));
    }
    return Collections.unmodifiableSortedMap(map);
  }
}
