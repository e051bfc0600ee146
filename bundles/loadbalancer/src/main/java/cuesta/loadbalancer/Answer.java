package cuesta.loadbalancer;

import cuesta.api.Reason;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/**
 * An answer of the proxy's own.
 *
 * @param status of it
 * @param reason what is wrong
 * @param location where else to look; empty for nowhere
 */
record Answer(HttpResponseStatus status, Reason reason, String location) {
  private Answer(HttpResponseStatus status, Reason reason) {
    this(status, reason, "");
  }

  static Answer noRoute(String host, String path) {
    return new Answer(
        HttpResponseStatus.NOT_FOUND,
        Reason.of("NO_ROUTE", host + path, "no application is served here", ""));
  }

  static Answer moved(String path) {
    return new Answer(
        HttpResponseStatus.PERMANENT_REDIRECT,
        Reason.of("MOVED", path, "the address ends with a slash", ""),
        path);
  }

  static Answer noInstance(String app, String note) {
    String detail = note.isEmpty() ? "no instance is ready" : note;
    return new Answer(
        HttpResponseStatus.SERVICE_UNAVAILABLE,
        Reason.of("NO_INSTANCE", app, detail, "try again in a moment"));
  }

  static Answer unanswered(String app, String detail) {
    return new Answer(
        HttpResponseStatus.BAD_GATEWAY,
        Reason.of("INSTANCE_FAILED", app, detail, "see the output of its instances"));
  }

  static Answer silent(String app, long seconds) {
    return new Answer(
        HttpResponseStatus.GATEWAY_TIMEOUT,
        Reason.of(
            "INSTANCE_SILENT",
            app,
            "its instance did not answer within " + seconds + " s",
            "see the output of its instances"));
  }

  static Answer full() {
    return new Answer(
        HttpResponseStatus.SERVICE_UNAVAILABLE,
        Reason.of("TOO_MANY_CONNECTIONS", "", "too many clients are connected", "try again later"));
  }

  static Answer tooSlow(String what) {
    return new Answer(
        HttpResponseStatus.REQUEST_TIMEOUT,
        Reason.of("CLIENT_TOO_SLOW", what, "it did not come in time", "send the request again"));
  }

  static Answer tooLarge(long limit) {
    return new Answer(
        HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
        Reason.of("REQUEST_TOO_LARGE", "the body", "at most " + limit + " bytes are taken", ""));
  }

  static Answer bad(String field, String detail, String hint) {
    return new Answer(
        HttpResponseStatus.BAD_REQUEST, Reason.of("BAD_REQUEST", field, detail, hint));
  }

  static Answer version() {
    return new Answer(
        HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED,
        Reason.of("BAD_REQUEST", "the version", "it is not HTTP/1.1 or HTTP/1.0", ""));
  }

  static Answer method() {
    return new Answer(
        HttpResponseStatus.NOT_IMPLEMENTED,
        Reason.of("BAD_REQUEST", "CONNECT", "this is no proxy for other hosts", ""));
  }

  /**
   * What the decoder could not read.
   *
   * @param cause what it says
   * @return the answer
   */
  static Answer unreadable(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return new Answer(
          HttpResponseStatus.REQUEST_URI_TOO_LONG,
          Reason.of("REQUEST_TOO_LARGE", "the request line", "it is too long", ""));
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return new Answer(
          HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
          Reason.of("REQUEST_TOO_LARGE", "the headers", "they are too long", ""));
    }
    return bad("the request", "it is not well-formed HTTP/1.1", "");
  }

  /**
   * What the decoder could not read of a body.
   *
   * @param cause what it says
   * @return the answer
   */
  static Answer unreadableBody(Throwable cause) {
    return cause instanceof TooLongHttpLineException
        ? bad("the body", "the line with the size of a chunk is too long", "")
        : unreadable(cause);
  }

  /** Whether it is no fault of the client's. */
  boolean isFailure() {
    return status.code() >= 500 && status.code() != 501 && status.code() != 505;
  }
}
