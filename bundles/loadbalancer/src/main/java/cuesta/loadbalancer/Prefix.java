package cuesta.loadbalancer;

import cuesta.api.balancer.Route.Match;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a path that an instance does not get to see. Paths it sends the client to begin with
 * it, whether the instance knows of it or not.
 *
 * @param path with a slash at the beginning, none at the end
 * @param authority host and port the client asked
 */
record Prefix(String path, String authority) {
  private static final List<String> SCHEMES = List.of("http://", "https://");

  /** What a match takes away, or null. */
  static Prefix of(Match match, String authority) {
    return match.strip() && match.path().length() > 1
        ? new Prefix(match.path().substring(0, match.path().length() - 1), authority)
        : null;
  }

  /**
   * Makes paths in an instance's headers those that the client sees.
   *
   * @param headers changed in place
   */
  void toClient(HttpHeaders headers) {
    String location = headers.get(HttpHeaderNames.LOCATION);
    if (location != null) {
      headers.set(HttpHeaderNames.LOCATION, location(location));
    }
    List<String> cookies = headers.getAll(HttpHeaderNames.SET_COOKIE);
    if (!cookies.isEmpty()) {
      List<String> changed = new ArrayList<>(cookies.size());
      cookies.forEach(cookie -> changed.add(cookie(cookie)));
      headers.set(HttpHeaderNames.SET_COOKIE, changed);
    }
  }

  private String location(String target) {
    if (target.startsWith("/")) {
      return target.startsWith("//") ? target : beneath(target);
    }
    for (String scheme : SCHEMES) {
      int end = scheme.length() + authority.length();
      if (target.regionMatches(true, 0, scheme, 0, scheme.length())
          && target.regionMatches(true, scheme.length(), authority, 0, authority.length())
          && endsPart(target, end, "/?#")) {
        String rest = target.substring(end);
        return target.substring(0, end) + beneath(rest.startsWith("/") ? rest : "/" + rest);
      }
    }
    return target;
  }

  private String beneath(String target) {
    boolean already = target.startsWith(path) && endsPart(target, path.length(), "/?#");
    return already ? target : path + target;
  }

  private static boolean endsPart(String text, int at, String marks) {
    return at == text.length() || (at < text.length() && marks.indexOf(text.charAt(at)) >= 0);
  }

  private String cookie(String cookie) {
    StringBuilder changed = new StringBuilder(cookie.length() + path.length());
    String[] parts = cookie.split(";", -1);
    for (int i = 0; i < parts.length; i++) {
      if (i > 0) {
        changed.append(';');
      }
      changed.append(i == 0 ? parts[i] : attribute(parts[i]));
    }
    return changed.toString();
  }

  private String attribute(String part) {
    int equals = part.indexOf('=');
    if (equals < 0 || !part.substring(0, equals).trim().equalsIgnoreCase("path")) {
      return part;
    }
    String value = part.substring(equals + 1).trim();
    if (!value.startsWith("/")) {
      return part;
    }
    int at = part.indexOf(value, equals);
    return part.substring(0, at) + beneath(value) + part.substring(at + value.length());
  }
}
