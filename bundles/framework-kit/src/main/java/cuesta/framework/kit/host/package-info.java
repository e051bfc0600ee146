/**
 * Runs a framework's engine on a thread of its own and on the real clock, between a scheduler
 * session and a store.
 */
package cuesta.framework.kit.host;
