package cuesta.framework.cron;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.api.Reason;
import cuesta.framework.kit.http.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Writes what {@link Fields} reads. What is empty is left out. */
final class Written {
  private Written() {}

  static byte[] object(Json.Part members) {
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

  static void text(JsonGenerator out, String field, Optional<?> value) throws IOException {
    if (value.isPresent()) {
      out.writeStringField(field, value.get().toString());
    }
  }

  static void texts(JsonGenerator out, String field, List<String> values) throws IOException {
    out.writeArrayFieldStart(field);
    for (String value : values) {
      out.writeString(value);
    }
    out.writeEndArray();
  }

  static void flag(JsonGenerator out, String field, boolean value) throws IOException {
    if (value) {
      out.writeBooleanField(field, true);
    }
  }

  static void reason(JsonGenerator out, String field, Optional<Reason> reason) throws IOException {
    if (reason.isPresent()) {
      Reason why = reason.get();
      texts(out, field, List.of(why.code(), why.subject(), why.detail(), why.hint()));
    }
  }

  static Optional<Reason> reason(Fields from, String field) {
    List<String> parts = from.all(field);
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(new Reason(parts.get(0), parts.get(1), parts.get(2), parts.get(3)));
  }
}
