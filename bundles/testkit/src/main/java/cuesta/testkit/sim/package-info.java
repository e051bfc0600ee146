/**
 * A whole cluster in one thread on virtual time, from one seed: the shipped step functions of
 * master and agent, the shipped allocator, and a world that loses, delays, crashes and lies. The
 * same seed gives the same run on any machine.
 */
package cuesta.testkit.sim;
