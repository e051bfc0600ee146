package cuesta.loadbalancer;

import cuesta.api.balancer.Route.Match;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** What a proxy changes in headers (RFC 9110, 7.6). */
final class Hops {
  private static final AsciiString KEEP_ALIVE = AsciiString.cached("keep-alive");
  private static final AsciiString PROXY_CONNECTION = AsciiString.cached("proxy-connection");
  private static final AsciiString HTTP2_SETTINGS = AsciiString.cached("http2-settings");
  private static final AsciiString FORWARDED = AsciiString.cached("Forwarded");
  private static final AsciiString FORWARDED_FOR = AsciiString.cached("X-Forwarded-For");
  private static final AsciiString FORWARDED_HOST = AsciiString.cached("X-Forwarded-Host");
  private static final AsciiString FORWARDED_PORT = AsciiString.cached("X-Forwarded-Port");
  private static final AsciiString FORWARDED_PROTO = AsciiString.cached("X-Forwarded-Proto");
  private static final AsciiString FORWARDED_PREFIX = AsciiString.cached("X-Forwarded-Prefix");
  private static final List<AsciiString> OURS =
      List.of(
          FORWARDED,
          FORWARDED_FOR,
          FORWARDED_HOST,
          FORWARDED_PORT,
          FORWARDED_PROTO,
          FORWARDED_PREFIX);
  private static final AsciiString VIA = AsciiString.cached("1.1 cuesta");
  private static final AsciiString HTTP = AsciiString.cached("http");

  private Hops() {}

  /**
   * Makes a client's headers those that an instance gets.
   *
   * @param headers changed in place
   * @param target what is asked for
   * @param match that fitted
   * @param peer who asks
   * @param upgrade the protocol it wants to change to, or null
   */
  static void toInstance(
      HttpHeaders headers, Target target, Match match, Peer peer, String upgrade) {
    strip(headers);
    removeLookalikes(headers);
    headers.remove(HttpHeaderNames.TE);
    headers.remove(HttpHeaderNames.PROXY_AUTHORIZATION);
    headers.remove(HTTP2_SETTINGS);
    if (upgrade != null) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
      headers.set(HttpHeaderNames.UPGRADE, upgrade);
    }
    String authority = target.authority();
    String port = target.port();
    headers.set(FORWARDED_FOR, peer.address());
    headers.set(FORWARDED_PROTO, HTTP);
    headers.set(FORWARDED_PORT, port.isEmpty() ? peer.localPort() : port);
    if (authority.isEmpty()) {
      headers.remove(FORWARDED_HOST);
      // HTTP/1.0 knows no Host, but the instance is spoken to in HTTP/1.1.
      headers.set(HttpHeaderNames.HOST, peer.localAuthority());
      headers.set(FORWARDED, peer.forwarded(authority));
    } else {
      headers.set(HttpHeaderNames.HOST, authority);
      headers.set(FORWARDED_HOST, authority);
      headers.set(FORWARDED, peer.forwarded(authority));
    }
    if (match.strip() && match.path().length() > 1) {
      headers.set(FORWARDED_PREFIX, match.path().substring(0, match.path().length() - 1));
    } else {
      headers.remove(FORWARDED_PREFIX);
    }
    headers.add(HttpHeaderNames.VIA, VIA);
  }

  /**
   * Removes from what follows a client's body what only a head may say. A server may take it for
   * part of the head.
   *
   * @param trailers changed in place
   */
  static void trailersToInstance(HttpHeaders trailers) {
    if (trailers.isEmpty()) {
      return;
    }
    strip(trailers);
    removeLookalikes(trailers);
    OURS.forEach(trailers::remove);
    trailers.remove(HttpHeaderNames.HOST);
    trailers.remove(HttpHeaderNames.TE);
    trailers.remove(HttpHeaderNames.VIA);
    trailers.remove(HttpHeaderNames.AUTHORIZATION);
    trailers.remove(HttpHeaderNames.COOKIE);
    trailers.remove(HttpHeaderNames.PROXY_AUTHORIZATION);
  }

  /**
   * Removes headers that differ from ours in an underscore only: CGI and what came after it (WSGI)
   * do not tell one from the other.
   */
  private static void removeLookalikes(HttpHeaders headers) {
    List<CharSequence> found = null;
    Iterator<Map.Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence();
    while (all.hasNext()) {
      CharSequence name = all.next().getKey();
      if (AsciiString.indexOf(name, '_', 0) >= 0 && isOurs(name.toString().replace('_', '-'))) {
        found = found == null ? new ArrayList<>() : found;
        found.add(name);
      }
    }
    if (found != null) {
      found.forEach(headers::remove);
    }
  }

  private static boolean isOurs(String name) {
    for (AsciiString ours : OURS) {
      if (ours.contentEqualsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Makes an instance's headers those that the client gets.
   *
   * @param headers changed in place; how the body is delimited is not touched
   */
  static void toClient(HttpHeaders headers) {
    strip(headers);
  }

  /** Removes what is for one connection only. */
  private static void strip(HttpHeaders headers) {
    List<String> connection = headers.getAll(HttpHeaderNames.CONNECTION);
    for (int i = 0; i < connection.size(); i++) {
      String named = connection.get(i);
      if (!HttpHeaderValues.KEEP_ALIVE.contentEqualsIgnoreCase(named)
          && !HttpHeaderValues.CLOSE.contentEqualsIgnoreCase(named)) {
        stripNamed(headers, named);
      }
    }
    if (!connection.isEmpty()) {
      headers.remove(HttpHeaderNames.CONNECTION);
    }
    headers.remove(KEEP_ALIVE);
    headers.remove(PROXY_CONNECTION);
    headers.remove(HttpHeaderNames.UPGRADE);
  }

  private static void stripNamed(HttpHeaders headers, String names) {
    for (String name : names.split(",")) {
      String header = name.trim();
      // How a body is delimited, and for whom it is, are nobody's to remove.
      if (!header.isEmpty()
          && !HttpHeaderNames.HOST.contentEqualsIgnoreCase(header)
          && !HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(header)
          && !HttpHeaderNames.TRANSFER_ENCODING.contentEqualsIgnoreCase(header)) {
        headers.remove(header);
      }
    }
  }
}
