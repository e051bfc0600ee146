package cuesta.framework.kit.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import cuesta.api.Reason;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Writes JSON. */
public final class Json {
  /** Reads and writes; refuses an object that has a member twice. */
  public static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Json() {}

  /** What writes a part of a text. */
  public interface Part {
    /**
     * Writes it.
     *
     * @param out where to
     * @throws IOException never; the text is in memory
     */
    void write(JsonGenerator out) throws IOException;
  }

  /**
   * A text.
   *
   * @param part writes one value
   * @return JSON
   */
  public static String text(Part part) {
    StringWriter text = new StringWriter(1_024);
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      part.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * An object.
   *
   * @param members writes its members
   * @return JSON
   */
  public static String object(Part members) {
    return text(
        out -> {
          out.writeStartObject();
          members.write(out);
          out.writeEndObject();
        });
  }

  /**
   * Writes a reason as all doors do: code, subject, detail, hint.
   *
   * @param out where to
   * @param reason the reason
   * @throws IOException if that cannot be written to
   */
  public static void reason(JsonGenerator out, Reason reason) throws IOException {
    out.writeStartObject();
    out.writeStringField("code", reason.code());
    out.writeStringField("subject", reason.subject());
    out.writeStringField("detail", reason.detail());
    out.writeStringField("hint", reason.hint());
    out.writeEndObject();
  }

  /**
   * Writes a member that may be null.
   *
   * @param out where to
   * @param field its name
   * @param value its value, written as text
   * @throws IOException if that cannot be written to
   */
  public static void optional(JsonGenerator out, String field, Optional<?> value)
      throws IOException {
    if (value.isPresent()) {
      out.writeStringField(field, value.get().toString());
    } else {
      out.writeNullField(field);
    }
  }
}
