/**
 * Election, detection and journal on ZooKeeper, with an embedded server for one machine. The README
 * of the bundle shows which znodes there are.
 */
package cuesta.election.zookeeper;
