package cuesta.framework.kit.form;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import cuesta.framework.kit.http.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A JSON object as entries of the store have it: each field is a text, a list of texts, or a list
 * of objects. What else a newer version may write is skipped.
 *
 * @param texts by field
 * @param objects by field
 */
public record Fields(Map<String, List<String>> texts, Map<String, List<Fields>> objects) {
  /**
   * Reads one.
   *
   * @param value JSON
   * @return its fields
   * @throws IOException if it is no object
   */
  public static Fields read(byte[] value) throws IOException {
    try (JsonParser parser = Json.FACTORY.createParser(value)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("it is no JSON object");
      }
      return read(parser);
    }
  }

  private static Fields read(JsonParser parser) throws IOException {
    Fields fields = new Fields(new TreeMap<>(), new TreeMap<>());
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      List<String> texts = fields.texts.computeIfAbsent(name, n -> new ArrayList<>());
      List<Fields> objects = fields.objects.computeIfAbsent(name, n -> new ArrayList<>());
      if (parser.nextToken() == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          take(parser, texts, objects);
        }
      } else {
        take(parser, texts, objects);
      }
    }
    return fields;
  }

  private static void take(JsonParser parser, List<String> texts, List<Fields> objects)
      throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> objects.add(read(parser));
      case START_ARRAY -> parser.skipChildren();
      case null -> throw new IOException("it ends too early");
      default -> texts.add(parser.getText());
    }
  }

  /**
   * All texts of a field.
   *
   * @param field its name
   * @return empty if it is not there
   */
  public List<String> all(String field) {
    return texts.getOrDefault(field, List.of());
  }

  /**
   * All objects of a field.
   *
   * @param field its name
   * @return empty if it is not there
   */
  public List<Fields> objects(String field) {
    return objects.getOrDefault(field, List.of());
  }

  /**
   * The first text of a field.
   *
   * @param field its name
   * @return empty if it is not there
   */
  public Optional<String> one(String field) {
    return all(field).stream().findFirst();
  }

  /**
   * The first text of a field that must be there.
   *
   * @param field its name
   * @return the text
   * @throws IllegalArgumentException if it is not there
   */
  public String need(String field) {
    return one(field)
        .orElseThrow(() -> new IllegalArgumentException("field " + field + " is missing"));
  }

  /**
   * A whole number that must be there.
   *
   * @param field its name
   * @return the number
   * @throws IllegalArgumentException if it is not there, or none
   */
  public long number(String field) {
    return Long.parseLong(need(field));
  }

  /**
   * A switch.
   *
   * @param field its name
   * @return false if it is not there
   */
  public boolean flag(String field) {
    return one(field).map(Boolean::parseBoolean).orElse(false);
  }
}
