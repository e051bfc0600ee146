/**
 * The world of a master: its journal, its agents' streams, its frameworks' sessions, its readers.
 * Everything that the pure part asks for by effects.
 */
package cuesta.core.edge.master;
