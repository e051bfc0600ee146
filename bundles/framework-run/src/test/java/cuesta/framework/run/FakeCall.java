package cuesta.framework.run;

import cuesta.api.Principal;
import cuesta.api.http.HttpCall;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A call as a door hands it in. */
record FakeCall(
    String method,
    List<String> path,
    Map<String, String> queries,
    SortedMap<String, List<String>> headers,
    String text)
    implements HttpCall {
  static FakeCall post(String text, String... path) {
    return new FakeCall("POST", List.of(path), Map.of(), new TreeMap<>(), text);
  }

  static FakeCall get(String... path) {
    return new FakeCall("GET", List.of(path), Map.of(), new TreeMap<>(), "");
  }

  FakeCall with(String name, Object value) {
    TreeMap<String, String> more = new TreeMap<>(queries);
    more.put(name, value.toString());
    return new FakeCall(method, path, more, headers, text);
  }

  FakeCall key(String key) {
    TreeMap<String, List<String>> more = new TreeMap<>(headers);
    more.put("idempotency-key", List.of(key));
    return new FakeCall(method, path, queries, more, text);
  }

  @Override
  public Optional<String> query(String name) {
    return Optional.ofNullable(queries.get(name));
  }

  @Override
  public InputStream body() {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Principal principal() {
    return Principal.OPERATOR;
  }
}
