/**
 * The reverse proxy in front of applications. A connection of a client belongs to one event loop
 * for its whole life, and so do the connections to instances that its requests use: nothing of a
 * request is ever shared between threads.
 */
package cuesta.loadbalancer;
