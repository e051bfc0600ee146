package cuesta.election.zookeeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code zk://[user:password@]host:port,…/path}.
 *
 * @param credentials user and password with a colon between
 * @param hosts each with its port
 * @param path absolute, never the root
 */
record ZkUrl(Optional<String> credentials, List<String> hosts, String path) {
  private static final String SCHEME = "zk://";
  private static final String EXAMPLE = "write it as zk://host:2181,host:2181/mesos";

  ZkUrl {
    hosts = List.copyOf(hosts);
  }

  static ZkUrl parse(String field, String text) {
    if (!text.startsWith(SCHEME)) {
      throw bad(field, "does not begin with " + SCHEME, EXAMPLE);
    }
    String rest = text.substring(SCHEME.length());
    Optional<String> credentials = Optional.empty();
    // A password may contain a slash or an at sign, a host neither: so the last one counts.
    int at = rest.lastIndexOf('@');
    if (at >= 0) {
      credentials = Optional.of(credentials(field, rest.substring(0, at)));
      rest = rest.substring(at + 1);
    }
    int slash = rest.indexOf('/');
    if (slash < 0) {
      throw bad(field, "the path is missing", "add one, such as /mesos");
    }
    return new ZkUrl(
        credentials, hosts(field, rest.substring(0, slash)), path(field, rest.substring(slash)));
  }

  private static String credentials(String field, String text) {
    int colon = text.indexOf(':');
    if (colon <= 0 || colon == text.length() - 1) {
      throw bad(field, "the part before @ is not user:password", "give both, or leave out the @");
    }
    return text;
  }

  private static List<String> hosts(String field, String text) {
    List<String> hosts = new ArrayList<>();
    for (String host : text.split(",", -1)) {
      int colon = host.lastIndexOf(':');
      if (host.isBlank() || colon == 0) {
        throw bad(field, "a host is missing in '" + text + "'", EXAMPLE);
      }
      if (colon < 0) {
        throw bad(field, "host '" + host + "' has no port", "write " + host + ":2181");
      }
      port(field, host, host.substring(colon + 1));
      hosts.add(host);
    }
    return hosts;
  }

  private static void port(String field, String host, String text) {
    boolean digits =
        !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || Integer.parseInt(text) == 0 || Integer.parseInt(text) > 65_535) {
      throw bad(field, "the port of host '" + host + "' is not a number from 1 to 65535", EXAMPLE);
    }
  }

  /** Checked here and not by ZooKeeper, whose message does not tell the setting. */
  static String path(String field, String text) {
    String path =
        text.length() > 1 && text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    if (!path.startsWith("/") || path.length() == 1) {
      throw bad(field, "the path '" + text + "' names no znode", "use one such as /mesos");
    }
    for (String part : path.substring(1).split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw bad(
            field, "the path '" + text + "' has an empty or dotted part", "use one such as /mesos");
      }
      if (!part.chars().allMatch(c -> c > ' ' && c < 127)) {
        throw bad(
            field,
            "the path '" + text + "' has a blank or unusual letter",
            "use letters, digits, - and _");
      }
    }
    if (path.equals("/zookeeper") || path.startsWith("/zookeeper/")) {
      throw bad(
          field, "the path '" + text + "' belongs to ZooKeeper itself", "use one such as /mesos");
    }
    return path;
  }

  private static IllegalArgumentException bad(String field, String what, String fix) {
    return new IllegalArgumentException(field + ": " + what + ": " + fix);
  }

  /** As a ZooKeeper client wants it. */
  String connect() {
    return String.join(",", hosts);
  }

  /** For people and logs: without the password. */
  @Override
  public String toString() {
    return SCHEME + connect() + path;
  }
}
