/**
 * What a process with a load balancer keeps over swaps of it: the port and its connections, the
 * routes, the sums of what was done.
 */
package cuesta.core.edge.balancer;
