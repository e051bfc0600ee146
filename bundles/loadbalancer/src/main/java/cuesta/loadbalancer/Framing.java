package cuesta.loadbalancer;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;

/**
 * How an answer is delimited, and with that, which connections outlive it.
 *
 * @param reusable whether the instance's connection may carry another request
 * @param keepAlive whether the client's may
 * @param eventStream whether it may be silent for long
 */
record Framing(boolean reusable, boolean keepAlive, boolean eventStream) {
  /**
   * Whether it can be passed on: its status is one, and its body is as long as it says. A transfer
   * coding is for one connection, and none but "chunked" is undone here.
   *
   * @param answer of an instance
   */
  static boolean isKnown(HttpResponse answer) {
    int status = answer.status().code();
    if (status < 100 || status > 999) {
      return false;
    }
    String coding = answer.headers().get(HttpHeaderNames.TRANSFER_ENCODING);
    return coding == null
        || HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding)
        || HttpHeaderValues.IDENTITY.contentEqualsIgnoreCase(coding);
  }

  /**
   * Makes an instance's head that of the client.
   *
   * @param answer changed in place
   * @param asked what it answers
   * @param wanted whether the client's connection shall live on
   * @return what came of it
   */
  static Framing of(HttpResponse answer, Asked asked, boolean wanted) {
    HttpHeaders headers = answer.headers();
    int status = answer.status().code();
    boolean empty = asked.head() || status == 204 || status == 304;
    boolean chunked = HttpUtil.isTransferEncodingChunked(answer);
    boolean measured = empty || chunked || headers.contains(HttpHeaderNames.CONTENT_LENGTH);
    boolean reusable = measured && HttpUtil.isKeepAlive(answer);
    String type = headers.get(HttpHeaderNames.CONTENT_TYPE);
    boolean keepAlive = wanted;
    Hops.toClient(headers);
    if (!chunked) {
      headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
    }
    if (asked.old() && (chunked || !measured)) {
      keepAlive = false;
      headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
    } else if (!measured) {
      headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    if (!keepAlive) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (asked.old()) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
    answer.setProtocolVersion(HttpVersion.HTTP_1_1);
    return new Framing(reusable, keepAlive, type != null && type.startsWith("text/event-stream"));
  }

  /**
   * Makes an instance's head for a change of protocol that of the client.
   *
   * @param answer changed in place
   * @param asked what it answers
   */
  static void ofSwitch(HttpResponse answer, Asked asked) {
    HttpHeaders headers = answer.headers();
    String to = headers.get(HttpHeaderNames.UPGRADE);
    Hops.toClient(headers);
    headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
    headers.set(HttpHeaderNames.UPGRADE, to == null ? asked.upgrade() : to);
    answer.setProtocolVersion(HttpVersion.HTTP_1_1);
  }
}
