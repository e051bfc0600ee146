package cuesta.loadbalancer;

import cuesta.api.balancer.Balancer;
import cuesta.api.balancer.BalancerContext;
import cuesta.api.balancer.BalancerPlugin;
import cuesta.api.plugin.PluginName;
import org.osgi.service.component.annotations.Component;

/** Makes instances of the reverse proxy. */
@Component
@PluginName("proxy")
public final class LoadBalancerPlugin implements BalancerPlugin {
  @Override
  public Balancer open(BalancerContext context) {
    Proxy proxy = new Proxy(Limits.of(context.config()));
    proxy.route(context.routes());
    return proxy;
  }
}
