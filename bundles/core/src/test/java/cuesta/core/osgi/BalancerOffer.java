package cuesta.core.osgi;

import cuesta.api.balancer.Balancer;
import cuesta.api.balancer.BalancerContext;
import cuesta.api.balancer.BalancerPlugin;
import cuesta.api.plugin.Plugin;
import cuesta.core.osgi.slot.Candidate;

/** A load balancer that offers itself without OSGi. */
record BalancerOffer(long serviceId, String version, BalancerPlugin plugin)
    implements Candidate<BalancerContext, Balancer> {
  @Override
  public int ranking() {
    return 0;
  }

  @Override
  public String name() {
    return "proxy";
  }

  @Override
  public long bundleId() {
    return serviceId;
  }

  @Override
  public String bundle() {
    return "test.proxy";
  }

  @Override
  public String file() {
    return "";
  }

  @Override
  public Plugin<BalancerContext, Balancer> get() {
    return plugin;
  }

  @Override
  public void unget(Plugin<BalancerContext, Balancer> p) {
    // it is not counted
  }
}
