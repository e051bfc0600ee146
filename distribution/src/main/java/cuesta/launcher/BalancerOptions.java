package cuesta.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Whether a process has the port of a load balancer, and where. It is meant for everybody who may
 * reach it, so a host beyond loopback needs no more than to be said.
 */
final class BalancerOptions {
  private static final String PORT = "--balancer-port";
  private static final String LOOPBACK = "127.0.0.1";
  private static final String NONE = "none";

  /** What people expect of a web server that is no root's. */
  private static final int USUAL = 8080;

  private static final int TRIES = 10;

  @Option(
      names = PORT,
      paramLabel = "PORT",
      description =
          "where the load balancer takes requests for applications; 0 for any free one, none for"
              + " no load balancer (default: none; in dev 8080 if it is free)")
  String port = "";

  @Option(
      names = "--balancer-host",
      paramLabel = "HOST",
      description = "where the load balancer listens (default: 127.0.0.1)")
  String host = "";

  /**
   * The place for a process that has none unless it is told so.
   *
   * @throws IOException naming the flag that cannot be followed
   */
  Optional<BalancerPlace> place() throws IOException {
    if (port.isEmpty() || port.equals(NONE)) {
      refuseLoneHost();
      return Optional.empty();
    }
    return Optional.of(at(Ports.usable(PORT, host(), number())));
  }

  /**
   * The place for a process that has one unless it is told otherwise.
   *
   * @param taken a port that is spoken for
   * @param anyPort whether 8080 is not even tried, if no port was said
   * @throws IOException naming the flag that cannot be followed
   */
  Optional<BalancerPlace> usualPlace(int taken, boolean anyPort) throws IOException {
    if (!port.isEmpty()) {
      return place();
    }
    boolean usual = !anyPort && taken != USUAL && isFree();
    int found = usual ? USUAL : Ports.usable(PORT, host(), 0);
    for (int i = 0; i < TRIES && found == taken; i++) {
      found = Ports.usable(PORT, host(), 0);
    }
    return Optional.of(at(found));
  }

  private void refuseLoneHost() throws IOException {
    if (!host.isEmpty()) {
      throw new IOException(
          "--balancer-host " + host + " means nothing without a load balancer; add " + PORT);
    }
  }

  private boolean isFree() {
    try {
      return Ports.usable(PORT, host(), USUAL) == USUAL;
    } catch (IOException e) {
      return false;
    }
  }

  private int number() throws IOException {
    try {
      return Integer.parseInt(port);
    } catch (NumberFormatException e) {
      throw new IOException(
          PORT + " is '" + port + "'; give a port, 0 for any free one, or " + NONE);
    }
  }

  private String host() {
    return host.isEmpty() ? LOOPBACK : host;
  }

  private BalancerPlace at(int found) throws IOException {
    return new BalancerPlace(host(), InetAddress.getByName(host()), found);
  }
}
