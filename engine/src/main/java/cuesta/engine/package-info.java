/**
 * The shape of every decision maker in Cuesta: a pure step function over an immutable state,
 * durable changes that are applied by replay, and effects that leave only after the changes of
 * their own step are durable. JDK only; no clock, no chance, no threads.
 */
package cuesta.engine;
