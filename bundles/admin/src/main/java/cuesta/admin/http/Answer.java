package cuesta.admin.http;

import cuesta.admin.json.Json;
import cuesta.api.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is sent back.
 *
 * @param status the status code
 * @param headers by name
 * @param body writes what follows
 */
public record Answer(int status, SortedMap<String, String> headers, Body body) {
  /** Writes a body; it may take as long as it likes, and flushes what is to be seen at once. */
  @FunctionalInterface
  public interface Body {
    /** Writes all of it; on a virtual thread. */
    void write(OutputStream out) throws IOException;
  }

  /** What writes the members of a JSON object. */
  @FunctionalInterface
  public interface Members {
    /** Writes the members. */
    void write(Json json) throws IOException;
  }

  /** Copies the headers. */
  public Answer {
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
  }

  /** A body of a type. */
  public static Answer of(int status, String type, Body body) {
    TreeMap<String, String> headers = new TreeMap<>();
    headers.put("Content-Type", type);
    return new Answer(status, headers, body);
  }

  /** A JSON object. */
  public static Answer json(int status, Members members) {
    return of(
        status,
        "application/json",
        out -> {
          try (Json json = Json.to(out)) {
            json.object(() -> members.write(json));
          }
        });
  }

  /** A reason, as every error is. */
  public static Answer reason(int status, Reason reason) {
    return of(
        status,
        "application/json",
        out -> {
          try (Json json = Json.to(out)) {
            json.reason(reason);
          }
        });
  }

  /** With one header more. */
  public Answer with(String name, String value) {
    TreeMap<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body);
  }
}
