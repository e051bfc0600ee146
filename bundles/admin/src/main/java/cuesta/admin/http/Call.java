package cuesta.admin.http;

import cuesta.api.Principal;
import cuesta.api.http.HttpCall;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A request that passed the guards.
 *
 * @param incoming as it came
 * @param prefix the first segment of its path
 * @param path the other segments, decoded
 * @param queries the query, decoded
 * @param body cut off at the limit of its route
 * @param principal who calls
 */
public record Call(
    Incoming incoming,
    String prefix,
    List<String> path,
    SortedMap<String, List<String>> queries,
    InputStream body,
    Principal principal)
    implements HttpCall {

  @Override
  public String method() {
    return incoming.method();
  }

  @Override
  public Optional<String> query(String name) {
    return Optional.ofNullable(queries.get(name)).map(List::getFirst);
  }

  @Override
  public SortedMap<String, List<String>> headers() {
    return incoming.headers();
  }

  /** Refuses parameters that the resource does not know: a typo must not be silently ignored. */
  public void accept(String... names) {
    List<String> known = Arrays.asList(names);
    for (String name : queries.keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "unknown parameter '" + name + "'; " + Parameters.hint(name, known));
      }
    }
  }

  /** A parameter that is a whole number. */
  public long number(String name, long missing) {
    return query(name).map(text -> Parameters.number(name, text)).orElse(missing);
  }

  /** A parameter that is true or false. */
  public boolean flag(String name) {
    return query(name).map(text -> Parameters.flag(name, text)).orElse(false);
  }

  /** The same with another way to its body. */
  public Call with(InputStream other) {
    return new Call(incoming, prefix, path, queries, other, principal);
  }
}
