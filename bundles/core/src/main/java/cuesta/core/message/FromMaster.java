package cuesta.core.message;

/**
 * The envelope of everything a master says to an agent. An agent obeys the highest term it has seen
 * and, within it, its present registration; so nothing that an old leader or an old stream had
 * queued is ever obeyed.
 *
 * @param term the leader's term
 * @param registration numbers the agent's registrations within the term
 * @param body what is said
 */
public record FromMaster(long term, long registration, ToAgent body) {}
