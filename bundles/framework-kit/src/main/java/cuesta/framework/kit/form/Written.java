package cuesta.framework.kit.form;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.api.Reason;
import cuesta.framework.kit.http.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Writes what {@link Fields} reads. What is empty is left out. */
public final class Written {
  private Written() {}

  /**
   * An object.
   *
   * @param members writes its members
   * @return JSON
   */
  public static byte[] object(Json.Part members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator out = Json.FACTORY.createGenerator(bytes)) {
      out.writeStartObject();
      members.write(out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * A text.
   *
   * @param out where to
   * @param field its name
   * @param value left out if empty
   * @throws IOException if that cannot be written to
   */
  public static void text(JsonGenerator out, String field, Optional<?> value) throws IOException {
    if (value.isPresent()) {
      out.writeStringField(field, value.get().toString());
    }
  }

  /**
   * A list of texts.
   *
   * @param out where to
   * @param field its name
   * @param values the texts
   * @throws IOException if that cannot be written to
   */
  public static void texts(JsonGenerator out, String field, List<String> values)
      throws IOException {
    out.writeArrayFieldStart(field);
    for (String value : values) {
      out.writeString(value);
    }
    out.writeEndArray();
  }

  /**
   * A switch.
   *
   * @param out where to
   * @param field its name
   * @param value left out if false
   * @throws IOException if that cannot be written to
   */
  public static void flag(JsonGenerator out, String field, boolean value) throws IOException {
    if (value) {
      out.writeBooleanField(field, true);
    }
  }

  /**
   * A reason.
   *
   * @param out where to
   * @param field its name
   * @param reason left out if empty
   * @throws IOException if that cannot be written to
   */
  public static void reason(JsonGenerator out, String field, Optional<Reason> reason)
      throws IOException {
    if (reason.isPresent()) {
      Reason why = reason.get();
      texts(out, field, List.of(why.code(), why.subject(), why.detail(), why.hint()));
    }
  }

  /**
   * Reads a reason.
   *
   * @param from the object
   * @param field its name
   * @return empty if it is not there
   */
  public static Optional<Reason> reason(Fields from, String field) {
    List<String> parts = from.all(field);
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(new Reason(parts.get(0), parts.get(1), parts.get(2), parts.get(3)));
  }
}
