/** The load balancer beside nginx, on the same machine in the same run. */
package cuesta.benchmarks.proxy;
