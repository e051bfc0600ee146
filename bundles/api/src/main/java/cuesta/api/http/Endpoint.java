package cuesta.api.http;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * HTTP that a bundle adds below {@code /<prefix>}; no servlet type crosses the api. A framework
 * returns one from its scheduler.
 */
@ConsumerType
public interface Endpoint {
  /**
   * The first path segment.
   *
   * @return lower-case letters, digits and dashes; constant
   */
  String prefix();

  /**
   * Answers a call. On a virtual thread; may block, 60 s from the last byte of the body on until
   * the reply starts. The door has already checked host, key and content type.
   *
   * @param call the call
   * @return the reply
   * @throws Exception IllegalArgumentException becomes 400, {@link cuesta.api.Refused} 409 with its
   *     reason, anything else 500
   */
  HttpReply handle(HttpCall call) throws Exception;

  /**
   * How large bodies may be; a larger one is refused, or cut off with an error if its length was
   * not said.
   *
   * @return bytes; constant
   */
  default long bodyLimit() {
    return 16 << 20;
  }

  /**
   * Which types of content it takes for a change.
   *
   * @return lower case; constant. Never one that a browser sends for another site without asking:
   *     no form, no text/plain
   */
  default List<String> types() {
    return List.of("application/json", "application/x-protobuf");
  }
}
