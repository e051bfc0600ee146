package cuesta.loadbalancer;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Locale;
import java.util.Set;

/**
 * The head of a request, and what it says about how to deal with it.
 *
 * @param request as it came; it becomes what the instance gets
 * @param head whether the answer has no body whatever it says
 * @param old whether the client speaks HTTP/1.0
 * @param idempotent whether it may be sent twice
 * @param hasBody whether a body follows
 * @param expects whether the client waits for leave to send the body
 * @param upgrade the protocol it wants to change to, or null
 */
record Asked(
    HttpRequest request,
    boolean head,
    boolean old,
    boolean idempotent,
    boolean hasBody,
    boolean expects,
    String upgrade) {
  private static final Set<HttpMethod> IDEMPOTENT =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.OPTIONS,
          HttpMethod.TRACE,
          HttpMethod.PUT,
          HttpMethod.DELETE);

  /** Of a head that the decoder could read, or could not. */
  static Asked of(HttpRequest request) {
    boolean readable = request.decoderResult().isSuccess();
    boolean old = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    boolean hasBody =
        readable
            && (HttpUtil.isTransferEncodingChunked(request)
                || HttpUtil.getContentLength(request, 0L) > 0);
    return new Asked(
        request,
        request.method().equals(HttpMethod.HEAD),
        old,
        IDEMPOTENT.contains(request.method()),
        hasBody,
        readable && HttpUtil.is100ContinueExpected(request),
        hasBody || old ? null : upgrade(request.headers()));
  }

  private static String upgrade(HttpHeaders headers) {
    String to = headers.get(HttpHeaderNames.UPGRADE);
    // HTTP/2 in clear text would carry requests past the routes.
    if (to == null
        || to.toLowerCase(Locale.ROOT).contains("h2c")
        || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)) {
      return null;
    }
    return to;
  }

  /** Whether the decoder could read it. */
  boolean isReadable() {
    return request.decoderResult().isSuccess();
  }

  /** Whether the client wants to ask more on the same connection. */
  boolean keepsAlive() {
    return isReadable() && HttpUtil.isKeepAlive(request);
  }

  /** What an answer of the proxy's own should be written in, or null. */
  String accept() {
    return request.headers().get(HttpHeaderNames.ACCEPT);
  }
}
