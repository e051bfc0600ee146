/** How long nothing is launched when a leader dies, ends or falls silent. */
package cuesta.benchmarks.failover;
