package cuesta.framework.kit.http;

import cuesta.api.http.HttpCall;
import java.util.List;
import java.util.Optional;

/**
 * A call to a route.
 *
 * @param http as the door handed it in; a body was read already
 * @param input what it brought
 */
public record Call(HttpCall http, Input input) {
  /**
   * A header.
   *
   * @param name in lower case
   * @return its first value
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(http.headers().get(name)).map(List::getFirst);
  }

  /**
   * A required text, mostly of the path.
   *
   * @param name a declared name
   * @return the text
   */
  public String need(String name) {
    return input.text(name).orElseThrow();
  }
}
