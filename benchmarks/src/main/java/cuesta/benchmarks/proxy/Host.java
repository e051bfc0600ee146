package cuesta.benchmarks.proxy;

import cuesta.api.Reason;
import cuesta.api.balancer.Balancer;
import cuesta.api.balancer.BalancerContext;
import cuesta.api.balancer.BalancerPlugin;
import cuesta.api.balancer.Route;
import cuesta.api.balancer.RouteTable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A process with nothing in it but a port and the load balancer: so its figures are its own. */
final class Host {
  private Host() {}

  private record Context(RouteTable routes) implements BalancerContext {
    @Override
    public String node() {
      return "master";
    }

    @Override
    public SortedMap<String, String> config() {
      return new TreeMap<>();
    }

    @Override
    public Instant deadline() {
      return Instant.MAX;
    }

    @Override
    public void report(Reason reason) {
      System.err.println(reason);
    }
  }

  /** Arguments: its port, the instance's port. */
  public static void main(String[] args) throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    Route route =
        new Route(
            "web",
            List.of(new Route.Match("", "/", false)),
            List.of(new Route.Backend("task", here.getHostAddress(), Integer.parseInt(args[1]))),
            "");
    BalancerPlugin plugin =
        (BalancerPlugin)
            Class.forName("cuesta.loadbalancer.LoadBalancerPlugin")
                .getDeclaredConstructor()
                .newInstance();
    Balancer balancer = plugin.open(new Context(new RouteTable(1, List.of(route))));
    InetSocketAddress address = new InetSocketAddress(here, Integer.parseInt(args[0]));
    try (ServerSocketChannel port = ServerSocketChannel.open().bind(address, 1024)) {
      while (true) {
        balancer.accept(port.accept());
      }
    }
  }
}
