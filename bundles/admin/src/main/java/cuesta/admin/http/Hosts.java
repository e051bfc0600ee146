package cuesta.admin.http;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;

/**
 * By which names this door may be called. A web page can make a name of its own point to our
 * address (DNS rebinding) and its script then speaks to us; but it cannot change the {@code Host}
 * its browser sends, so only names that are ours are let in.
 */
public final class Hosts {
  private final TreeSet<String> names = new TreeSet<>();

  /**
   * The loopback names are always among them.
   *
   * @param configured other names and addresses of this machine that clients use
   */
  public Hosts(Collection<String> configured) {
    names.add("localhost");
    names.add("::1");
    configured.stream()
        .map(name -> bare(name.strip().toLowerCase(Locale.ROOT)))
        .filter(name -> !name.isEmpty())
        .forEach(names::add);
  }

  /** Refuses a request that names another host. */
  void check(Incoming request) {
    String host = request.header("host").orElse("");
    String name = bare(withoutPort(host.strip().toLowerCase(Locale.ROOT)));
    // The address on which the call came in is a literal, which no name server can fake.
    if (!names.contains(name) && !loopback(name) && !name.equals(bare(request.localAddress()))) {
      throw Failure.of(
          403,
          Reason.of(
              Reasons.FORBIDDEN,
              "Host",
              "'" + host + "' is not a name of this server",
              "use a loopback address, or start with --host " + name));
    }
  }

  private static boolean loopback(String name) {
    return name.matches("127(\\.\\d{1,3}){3}");
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon >= 0 && host.indexOf(']') < colon && host.substring(colon + 1).matches("\\d*")
        ? host.substring(0, colon)
        : host;
  }

  /** Without the brackets and the zone of an IPv6 literal. */
  private static String bare(String address) {
    String inside =
        address.startsWith("[") && address.endsWith("]")
            ? address.substring(1, address.length() - 1)
            : address;
    int zone = inside.indexOf('%');
    String literal = zone < 0 ? inside : inside.substring(0, zone);
    return literal.equals("0:0:0:0:0:0:0:1") ? "::1" : literal;
  }
}
