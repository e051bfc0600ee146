package cuesta.contracts.balancer;

import cuesta.api.Reason;
import cuesta.api.balancer.BalancerContext;
import cuesta.api.balancer.RouteTable;
import java.time.Instant;
import java.util.SortedMap;

/**
 * What a load balancer is opened with in a test; what it reports is dropped.
 *
 * @param routes the table to begin with
 * @param config its settings
 */
public record FakeBalancerContext(RouteTable routes, SortedMap<String, String> config)
    implements BalancerContext {
  @Override
  public String node() {
    return "balancer";
  }

  @Override
  public Instant deadline() {
    return Instant.MAX;
  }

  @Override
  public void report(Reason reason) {}
}
