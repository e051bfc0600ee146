package cuesta.cli.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON value. Missing members are as good as null ones: a newer or older master may say more or
 * less than this program knows.
 *
 * @param value null, Boolean, Number, String, {@code List<Node>} or {@code Map<String, Node>}
 */
public record Node(Object value) {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final Node NULL = new Node(null);

  /** What writes a JSON text. */
  @FunctionalInterface
  public interface Text {
    /** Writes all of it. */
    void write(JsonGenerator out) throws IOException;
  }

  /** Reads one text; an IOException tells what is wrong with it. */
  public static Node parse(byte[] text) throws IOException {
    try (JsonParser in = FACTORY.createParser(text)) {
      if (in.nextToken() == null) {
        throw new IOException("an empty answer");
      }
      Node node = read(in);
      if (in.nextToken() != null) {
        throw new IOException("more than one JSON value");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new IOException(e.getOriginalMessage().replaceAll("\\s+", " "), e);
    }
  }

  /** Writes one text. */
  public static String text(Text text) {
    StringWriter writer = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(writer)) {
      text.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return writer.toString();
  }

  private static Node read(JsonParser in) throws IOException {
    return switch (in.currentToken()) {
      case START_OBJECT -> object(in);
      case START_ARRAY -> array(in);
      case VALUE_STRING -> new Node(in.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Node(in.getDecimalValue());
      case VALUE_TRUE -> new Node(true);
      case VALUE_FALSE -> new Node(false);
      default -> NULL;
    };
  }

  private static Node object(JsonParser in) throws IOException {
    Map<String, Node> members = new LinkedHashMap<>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      in.nextToken();
      members.put(name, read(in));
    }
    return new Node(members);
  }

  private static Node array(JsonParser in) throws IOException {
    List<Node> items = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      items.add(read(in));
    }
    return new Node(items);
  }

  /** A member; null if this is no object or has none of that name. */
  public Node get(String name) {
    return value instanceof Map<?, ?> map && map.get(name) instanceof Node node ? node : NULL;
  }

  /** Whether it is null or missing. */
  public boolean isNull() {
    return value == null;
  }

  /** Whether it is an object. */
  public boolean isObject() {
    return value instanceof Map;
  }

  /** The items of an array; none if it is something else. */
  public List<Node> items() {
    return value instanceof List<?> list ? list.stream().map(Node.class::cast).toList() : List.of();
  }

  /** The items of a member. */
  public List<Node> items(String name) {
    return get(name).items();
  }

  /** The members of an object in their order; none if it is something else. */
  public Map<String, Node> members() {
    Map<String, Node> members = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, member) -> members.put((String) name, (Node) member));
    }
    return members;
  }

  /** A member as text; empty if it is null or missing. */
  public String text(String name) {
    return get(name).toString();
  }

  /** A member as text, if it has some. */
  public Optional<String> some(String name) {
    return Optional.of(text(name)).filter(text -> !text.isEmpty());
  }

  /** A member as a number. */
  public long number(String name, long missing) {
    return get(name).value instanceof BigDecimal number ? number.longValue() : missing;
  }

  /** A member as true or false. */
  public boolean flag(String name) {
    return Boolean.TRUE.equals(get(name).value);
  }

  /** Writes it. */
  public void write(JsonGenerator out) throws IOException {
    switch (value) {
      case null -> out.writeNull();
      case Boolean flag -> out.writeBoolean(flag);
      case BigDecimal number -> out.writeNumber(number.toPlainString());
      case List<?> list -> {
        out.writeStartArray();
        for (Node item : items()) {
          item.write(out);
        }
        out.writeEndArray();
      }
      case Map<?, ?> map -> {
        out.writeStartObject();
        for (Map.Entry<String, Node> member : members().entrySet()) {
          out.writeFieldName(member.getKey());
          member.getValue().write(out);
        }
        out.writeEndObject();
      }
      default -> out.writeString(value.toString());
    }
  }

  /** Scalars as text; objects and arrays as JSON. */
  @Override
  public String toString() {
    return switch (value) {
      case null -> "";
      case BigDecimal number -> number.toPlainString();
      case List<?> list -> text(this::write);
      case Map<?, ?> map -> text(this::write);
      default -> value.toString();
    };
  }
}
