package cuesta.loadbalancer;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Locale;

/**
 * What a request asks for.
 *
 * @param authority host and port as the client wrote them; may be empty
 * @param host in lower case, without port
 * @param path without query
 * @param query with its question mark; may be empty
 */
record Target(String authority, String host, String path, String query) {
  private static final String HTTP = "http://";
  private static final int MAX_PORT_DIGITS = 5;

  /** What is neither allowed in a host nor harmless in a header that repeats it. */
  private static final String NOT_IN_HOST = "\"\\/?#@<>,;{}|^`";

  /**
   * Reads it, and checks what the decoder does not.
   *
   * @param request with a whole head
   * @return the target
   * @throws BadRequest with the answer
   */
  static Target of(HttpRequest request) throws BadRequest {
    HttpVersion version = request.protocolVersion();
    if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
      throw new BadRequest(Answer.version());
    }
    if (request.method().equals(HttpMethod.CONNECT)) {
      throw new BadRequest(Answer.method());
    }
    checkFraming(request);
    String uri = request.uri();
    checkCharacters(uri);
    String authority = authority(request);
    if (uri.regionMatches(true, 0, HTTP, 0, HTTP.length())) {
      int slash = slash(uri);
      authority = uri.substring(HTTP.length(), slash);
      uri =
          slash < uri.length() && uri.charAt(slash) == '/'
              ? uri.substring(slash)
              : "/" + uri.substring(slash);
    } else if (uri.equals("*") && request.method().equals(HttpMethod.OPTIONS)) {
      uri = "/";
    } else if (!uri.startsWith("/")) {
      throw new BadRequest(Answer.bad("the request line", "its target is no path", ""));
    }
    checkHost(authority);
    int question = uri.indexOf('?');
    String path = question < 0 ? uri : uri.substring(0, question);
    return new Target(
        authority, host(authority), path, question < 0 ? "" : uri.substring(question));
  }

  private static int slash(String uri) {
    int end = HTTP.length();
    while (end < uri.length() && uri.charAt(end) != '/' && uri.charAt(end) != '?') {
      end++;
    }
    return end;
  }

  /** Two servers that read the length of a body differently can be made to mix up requests. */
  private static void checkFraming(HttpRequest request) throws BadRequest {
    HttpHeaders headers = request.headers();
    List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
    if (lengths.size() > 1 || (lengths.size() == 1 && !lengths.get(0).matches("[0-9]{1,18}"))) {
      throw new BadRequest(Answer.bad("Content-Length", "it is not one number", ""));
    }
    List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (codings.isEmpty()) {
      return;
    }
    boolean chunked =
        codings.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.get(0));
    if (!chunked || !lengths.isEmpty() || request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
      throw new BadRequest(
          Answer.bad(
              "Transfer-Encoding",
              "it is not just 'chunked', or not allowed here",
              "leave it out"));
    }
  }

  private static void checkCharacters(String uri) throws BadRequest {
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c <= ' ' || c == 0x7f || c == '#') {
        throw new BadRequest(
            Answer.bad("the request line", "its target has a character that is not allowed", ""));
      }
    }
  }

  private static String authority(HttpRequest request) throws BadRequest {
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    if (hosts.size() > 1
        || (hosts.isEmpty() && request.protocolVersion().equals(HttpVersion.HTTP_1_1))) {
      throw new BadRequest(Answer.bad("Host", "there must be exactly one", ""));
    }
    return hosts.isEmpty() ? "" : hosts.get(0);
  }

  private static void checkHost(String authority) throws BadRequest {
    for (int i = 0; i < authority.length(); i++) {
      char c = authority.charAt(i);
      if (c <= ' ' || c >= 0x7f || NOT_IN_HOST.indexOf(c) >= 0) {
        throw new BadRequest(Answer.bad("Host", "it has a character that is not allowed", ""));
      }
    }
  }

  private static String host(String authority) throws BadRequest {
    int colon = colon(authority);
    String host = authority;
    if (colon >= 0) {
      checkPort(authority, colon + 1);
      host = authority.substring(0, colon);
    }
    if (!host.startsWith("[") && host.indexOf(':') >= 0) {
      throw new BadRequest(Answer.bad("Host", "it has a colon too many", ""));
    }
    if (host.endsWith(".")) {
      host = host.substring(0, host.length() - 1);
    }
    return host.toLowerCase(Locale.ROOT);
  }

  private static void checkPort(String authority, int from) throws BadRequest {
    boolean digits = authority.length() - from <= MAX_PORT_DIGITS;
    for (int i = from; i < authority.length(); i++) {
      digits &= authority.charAt(i) >= '0' && authority.charAt(i) <= '9';
    }
    if (!digits) {
      throw new BadRequest(Answer.bad("Host", "its port is no port", ""));
    }
  }

  /** Where the port's colon is; negative if there is no port. */
  private static int colon(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon >= 0 && authority.indexOf(']', colon) < 0 ? colon : -1;
  }

  /**
   * The port the client named.
   *
   * @return digits, or empty
   */
  String port() {
    int colon = colon(authority);
    return colon < 0 ? "" : authority.substring(colon + 1);
  }
}
