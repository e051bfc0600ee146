/**
 * An agent's outside: its journal on disk, the lanes in which isolators and launcher are called,
 * sandboxes and what is read from them.
 */
package cuesta.core.edge.agent;
