package cuesta.framework.ci;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.api.blob.Blob;
import cuesta.framework.ci.spec.Value;
import cuesta.framework.kit.form.Fields;
import cuesta.framework.kit.form.Written;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Small values as they lie in the store: as lists of texts. */
final class Values {
  private Values() {}

  static void blob(JsonGenerator out, String field, Blob blob) throws IOException {
    Written.texts(out, field, List.of(blob.hash(), Long.toString(blob.size())));
  }

  static Optional<Blob> blob(Fields from, String field) {
    List<String> parts = from.all(field);
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(new Blob(parts.get(0), Long.parseLong(parts.get(1))));
  }

  /** Name, flags, text; and so on. Left out if there are none. */
  static void variables(JsonGenerator out, String field, SortedMap<String, Value> variables)
      throws IOException {
    List<String> parts = new ArrayList<>();
    variables.forEach(
        (name, value) ->
            parts.addAll(
                List.of(
                    name, (value.raw() ? "r" : "") + (value.masked() ? "m" : ""), value.text())));
    some(out, field, parts);
  }

  static SortedMap<String, Value> variables(Fields from, String field) {
    TreeMap<String, Value> variables = new TreeMap<>();
    List<String> parts = from.all(field);
    for (int i = 0; i < parts.size(); i += 3) {
      String flags = parts.get(i + 1);
      variables.put(
          parts.get(i), new Value(parts.get(i + 2), flags.contains("r"), flags.contains("m")));
    }
    return variables;
  }

  /** Name, text; and so on. Left out if there are none. */
  static void texts(JsonGenerator out, String field, SortedMap<String, String> texts)
      throws IOException {
    List<String> parts = new ArrayList<>();
    texts.forEach((name, text) -> parts.addAll(List.of(name, text)));
    some(out, field, parts);
  }

  static SortedMap<String, String> texts(Fields from, String field) {
    TreeMap<String, String> texts = new TreeMap<>();
    List<String> parts = from.all(field);
    for (int i = 0; i < parts.size(); i += 2) {
      texts.put(parts.get(i), parts.get(i + 1));
    }
    return texts;
  }

  /** Left out if there are none. */
  static void some(JsonGenerator out, String field, List<String> texts) throws IOException {
    if (!texts.isEmpty()) {
      Written.texts(out, field, texts);
    }
  }

  static void number(JsonGenerator out, String field, OptionalInt number) throws IOException {
    if (number.isPresent()) {
      out.writeNumberField(field, number.getAsInt());
    }
  }

  static OptionalInt number(Fields from, String field) {
    return from.one(field).isPresent()
        ? OptionalInt.of((int) from.number(field))
        : OptionalInt.empty();
  }

  /** An object, if there is one. */
  static Optional<Fields> object(Fields from, String field) {
    return from.objects(field).stream().findFirst();
  }
}
