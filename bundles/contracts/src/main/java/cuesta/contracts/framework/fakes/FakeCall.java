package cuesta.contracts.framework.fakes;

import cuesta.api.Principal;
import cuesta.api.http.HttpCall;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A call as a door hands it in, by the operator.
 *
 * @param method of HTTP
 * @param path below the prefix
 * @param queries by name
 * @param headers by lower-case name
 * @param text the body
 */
public record FakeCall(
    String method,
    List<String> path,
    SortedMap<String, List<String>> queries,
    SortedMap<String, List<String>> headers,
    String text)
    implements HttpCall {
  /**
   * Any call.
   *
   * @param method of HTTP
   * @param text the body
   * @param path below the prefix
   * @return the call
   */
  public static FakeCall of(String method, String text, String... path) {
    return new FakeCall(method, List.of(path), new TreeMap<>(), new TreeMap<>(), text);
  }

  /**
   * A POST.
   *
   * @param text the body
   * @param path below the prefix
   * @return the call
   */
  public static FakeCall post(String text, String... path) {
    return of("POST", text, path);
  }

  /**
   * A GET.
   *
   * @param path below the prefix
   * @return the call
   */
  public static FakeCall get(String... path) {
    return of("GET", "", path);
  }

  /**
   * With a query parameter more.
   *
   * @param name its name
   * @param value its value
   * @return the call
   */
  public FakeCall with(String name, Object value) {
    return new FakeCall(method, path, more(queries, name, value.toString()), headers, text);
  }

  /**
   * With an Idempotency-Key.
   *
   * @param key the key
   * @return the call
   */
  public FakeCall key(String key) {
    return new FakeCall(method, path, queries, more(headers, "idempotency-key", key), text);
  }

  private static SortedMap<String, List<String>> more(
      SortedMap<String, List<String>> before, String name, String value) {
    TreeMap<String, List<String>> all = new TreeMap<>(before);
    List<String> values = new ArrayList<>(all.getOrDefault(name, List.of()));
    values.add(value);
    all.put(name, values);
    return all;
  }

  @Override
  public Optional<String> query(String name) {
    return Optional.ofNullable(queries.get(name)).map(List::getFirst);
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
