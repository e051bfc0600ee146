package cuesta.framework.kit.http;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.http.HttpReply;
import java.util.TreeMap;

/** Replies that every endpoint gives alike. */
public final class Replies {
  private Replies() {}

  /**
   * A refusal, with the status that its code stands for: 400 INVALID, 404 UNKNOWN, 503 with
   * Retry-After for what passes, 500 INTERNAL, else 409.
   *
   * @param why the reason
   * @return the reply
   */
  public static HttpReply refusal(Reason why) {
    int status =
        switch (why.code()) {
          case Reasons.INVALID -> 400;
          case Reasons.UNKNOWN -> 404;
          case Reasons.SESSION_OVER,
              Reasons.NOT_LEADER,
              Reasons.OVERLOADED,
              Reasons.REGISTRY_UNAVAILABLE ->
              503;
          case Reasons.INTERNAL -> 500;
          default -> 409;
        };
    HttpReply reply = refusal(status, why);
    return status == 503
        ? with(reply, "Retry-After", why.code().equals(Reasons.OVERLOADED) ? "5" : "0")
        : reply;
  }

  static HttpReply refusal(int status, Reason why) {
    return HttpReply.json(status, Json.text(out -> Json.reason(out, why)));
  }

  static HttpReply with(HttpReply reply, String header, String value) {
    TreeMap<String, String> headers = new TreeMap<>(reply.headers());
    headers.put(header, value);
    return new HttpReply(reply.status(), headers, reply.body());
  }
}
