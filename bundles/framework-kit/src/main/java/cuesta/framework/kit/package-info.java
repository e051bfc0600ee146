/**
 * What every framework decides alike: which offer fits which wish, what an update means for a
 * launch, whom to ask again, when to want offers. Pure: no clock, no chance, no threads, so that
 * the engines built on it run in the simulator unchanged.
 */
package cuesta.framework.kit;
