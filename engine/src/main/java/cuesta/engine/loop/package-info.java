/**
 * Runs an engine on a thread of its own and on the real clock: the only place where time, chance
 * and threads enter.
 */
package cuesta.engine.loop;
