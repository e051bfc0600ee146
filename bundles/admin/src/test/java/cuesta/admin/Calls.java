package cuesta.admin;

import cuesta.admin.http.Answer;
import cuesta.admin.http.Credentials;
import cuesta.admin.http.Door;
import cuesta.admin.http.Hosts;
import cuesta.admin.http.Incoming;
import cuesta.admin.resource.Routes;
import cuesta.admin.resource.Services;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A door without a server, with calls that are right unless a test says otherwise. */
public final class Calls {
  /** The cluster key of tests. */
  public static final String KEY = "00ff";

  private final Door door;

  /** An answer in full. */
  public record Said(int status, TreeMap<String, String> headers, String body) {}

  /** Calls to these services. */
  public Calls(Services services) {
    door = door(services);
  }

  /** A door as the component makes it. */
  public static Door door(Services services) {
    return new Door(
        new Hosts(List.of("cuesta.example")),
        new Credentials(Optional.of(KEY), services::authenticator, false),
        new Routes(services));
  }

  /** {@code GET}. */
  public Said get(String target) {
    return call("GET", target, "");
  }

  /** {@code POST} of JSON. */
  public Said post(String target, String json) {
    return call("POST", target, json, "content-type", "application/json");
  }

  /** Any call; headers come in pairs, an empty value leaves one out. */
  public Said call(String method, String target, String body, String... headers) {
    TreeMap<String, List<String>> all = new TreeMap<>();
    all.put("host", List.of("127.0.0.1:5050"));
    all.put("authorization", List.of("Bearer " + KEY));
    for (int i = 0; i < headers.length; i += 2) {
      if (headers[i + 1].isEmpty()) {
        all.remove(headers[i]);
      } else {
        all.put(headers[i], List.of(headers[i + 1]));
      }
    }
    String[] parts = target.split("\\?", 2);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Answer answer =
        door.answer(
            new Incoming(
                method,
                parts[0],
                parts.length > 1 ? parts[1] : "",
                all,
                -1,
                new ByteArrayInputStream(bytes),
                "10.1.2.3",
                5050));
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      answer.body().write(out);
      return new Said(
          answer.status(), new TreeMap<>(answer.headers()), out.toString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
