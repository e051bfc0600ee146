package cuesta.api.balancer;

import cuesta.api.plugin.Plugin;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Provides a load balancer. One is current in a process that has a port for it. The port, its
 * accepted connections that nobody has taken, and the routes belong to the process, so that a swap
 * loses none of them: the new one is warmed on the routes, takes all connections from then on, and
 * the former one finishes what it has.
 */
@ConsumerType
public interface BalancerPlugin extends Plugin<BalancerContext, Balancer> {}
