package cuesta.admin.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import cuesta.api.Reason;
import cuesta.api.resources.Resource;
import cuesta.api.resources.Resources;
import cuesta.api.resources.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/** Writes one JSON text; a thin layer over Jackson's generator that knows the api's values. */
public final class Json implements AutoCloseable {
  static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Whoever opened the stream closes it: it is the connection of a client.
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  /** What writes a part of a text. */
  @FunctionalInterface
  public interface Part {
    /** Writes the part. */
    void write() throws IOException;
  }

  private final JsonGenerator out;

  private Json(JsonGenerator out) {
    this.out = out;
  }

  /** Writes to a stream, which stays open. */
  public static Json to(OutputStream stream) throws IOException {
    JsonGenerator out = FACTORY.createGenerator(stream);
    // Texts that follow one another are lines of their own, which is what NDJSON wants.
    out.setRootValueSeparator(null);
    return new Json(out);
  }

  /** An object as a value. */
  public void object(Part members) throws IOException {
    out.writeStartObject();
    members.write();
    out.writeEndObject();
  }

  /** An object as a member. */
  public void object(String name, Part members) throws IOException {
    out.writeFieldName(name);
    object(members);
  }

  /** An array as a member. */
  public void array(String name, Part items) throws IOException {
    out.writeArrayFieldStart(name);
    items.write();
    out.writeEndArray();
  }

  /** A string as an item. */
  public void item(String value) throws IOException {
    out.writeString(value);
  }

  /** A string as a member. */
  public void text(String name, String value) throws IOException {
    out.writeStringField(name, value);
  }

  /** A string or null. */
  public void text(String name, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      out.writeStringField(name, value.get());
    } else {
      out.writeNullField(name);
    }
  }

  /** An integer. */
  public void number(String name, long value) throws IOException {
    out.writeNumberField(name, value);
  }

  /** A fraction. */
  public void number(String name, double value) throws IOException {
    out.writeNumberField(name, value);
  }

  /** Nothing. */
  public void nothing(String name) throws IOException {
    out.writeNullField(name);
  }

  /** True or false. */
  public void flag(String name, boolean value) throws IOException {
    out.writeBooleanField(name, value);
  }

  /** A time in ISO 8601. */
  public void time(String name, Instant value) throws IOException {
    out.writeStringField(name, value.toString());
  }

  /** Pairs of strings. */
  public void texts(String name, SortedMap<String, String> values) throws IOException {
    out.writeObjectFieldStart(name);
    for (SortedMap.Entry<String, String> entry : values.entrySet()) {
      out.writeStringField(entry.getKey(), entry.getValue());
    }
    out.writeEndObject();
  }

  /** A reason as a value. */
  public void reason(Reason reason) throws IOException {
    out.writeStartObject();
    out.writeStringField("code", reason.code());
    out.writeStringField("subject", reason.subject());
    out.writeStringField("detail", reason.detail());
    out.writeStringField("hint", reason.hint());
    out.writeEndObject();
  }

  /** A reason or null. */
  public void reason(String name, Optional<Reason> reason) throws IOException {
    out.writeFieldName(name);
    if (reason.isPresent()) {
      reason(reason.get());
    } else {
      out.writeNull();
    }
  }

  /** Reasons as a member. */
  public void reasons(String name, Iterable<Reason> reasons) throws IOException {
    out.writeArrayFieldStart(name);
    for (Reason reason : reasons) {
      reason(reason);
    }
    out.writeEndArray();
  }

  /**
   * Resources by name: scalars as exact numbers, ranges as Mesos' text, sets as arrays. Reserved or
   * revocable ones carry that in the name, as in Mesos' text: {@code cpus(web)}, {@code mem{REV}}.
   */
  public void resources(String name, Resources resources) throws IOException {
    out.writeObjectFieldStart(name);
    for (Resource entry : resources.entries()) {
      String text = Resources.of(entry.key(), entry.value()).toString();
      String value = entry.value().toString();
      out.writeFieldName(text.substring(0, text.length() - value.length() - 1));
      switch (entry.value().type()) {
        case Value.SCALAR -> out.writeNumber(value);
        case Value.SET -> {
          out.writeStartArray();
          for (String item : entry.value().items()) {
            out.writeString(item);
          }
          out.writeEndArray();
        }
        default -> out.writeString(value);
      }
    }
    out.writeEndObject();
  }

  /** Ends a line and hands all to the stream. */
  public void endLine() throws IOException {
    out.writeRaw('\n');
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
