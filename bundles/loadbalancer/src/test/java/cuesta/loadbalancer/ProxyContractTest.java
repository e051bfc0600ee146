package cuesta.loadbalancer;

import cuesta.api.balancer.BalancerPlugin;
import cuesta.contracts.balancer.BalancerContract;

class ProxyContractTest extends BalancerContract {
  @Override
  protected BalancerPlugin plugin() {
    return new LoadBalancerPlugin();
  }
}
