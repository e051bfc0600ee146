package cuesta.api.http;

import cuesta.api.Principal;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.osgi.annotation.versioning.ProviderType;

/** An HTTP call as an endpoint sees it. */
@ProviderType
public interface HttpCall {
  /**
   * The method.
   *
   * @return upper case
   */
  String method();

  /**
   * The path below the prefix.
   *
   * @return decoded segments
   */
  List<String> path();

  /**
   * A query parameter.
   *
   * @param name its name
   * @return the first value
   */
  Optional<String> query(String name);

  /**
   * All query parameters.
   *
   * @return decoded values by decoded name, in the order in which they were given
   */
  SortedMap<String, List<String>> queries();

  /**
   * All headers.
   *
   * @return by lower-case name
   */
  SortedMap<String, List<String>> headers();

  /**
   * The body, cut off with an error beyond {@link Endpoint#bodyLimit}.
   *
   * @return the body; empty if there is none
   */
  InputStream body();

  /**
   * Who calls.
   *
   * @return the principal
   */
  Principal principal();
}
