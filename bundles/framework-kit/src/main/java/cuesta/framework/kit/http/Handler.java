package cuesta.framework.kit.http;

import cuesta.api.http.HttpReply;

/** Answers the calls of a route. */
@FunctionalInterface
public interface Handler {
  /**
   * Answers. On a virtual thread; may wait.
   *
   * @param call the call
   * @return the reply
   * @throws Exception {@link cuesta.api.Refused} becomes the status of its reason, see {@link
   *     Replies}; anything else the door's business
   */
  HttpReply handle(Call call) throws Exception;
}
