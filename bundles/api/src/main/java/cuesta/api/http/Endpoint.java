package cuesta.api.http;

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
   * Answers a call. On a virtual thread; may block, 60 s until the reply starts. The door has
   * already checked host, key and content type.
   *
   * @param call the call
   * @return the reply
   * @throws Exception IllegalArgumentException becomes 400, {@link cuesta.api.Refused} 409 with its
   *     reason, anything else 500
   */
  HttpReply handle(HttpCall call) throws Exception;
}
