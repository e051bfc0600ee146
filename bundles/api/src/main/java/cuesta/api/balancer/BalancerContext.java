package cuesta.api.balancer;

import cuesta.api.plugin.Context;
import org.osgi.annotation.versioning.ProviderType;

/** What a load balancer is opened with. */
@ProviderType
public interface BalancerContext extends Context {
  /**
   * Where requests go now; later tables come by {@link Balancer#route}.
   *
   * @return the table
   */
  RouteTable routes();
}
