package cuesta.core.master;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.core.message.TaskKey;
import cuesta.engine.Table;

/**
 * Who is there, and who holds what of whom.
 *
 * @param agents agents, their tasks inside
 * @param frameworks frameworks
 * @param offers outstanding offers
 * @param index where each live task is
 */
record Books(
    Table<AgentId, AgentEntry> agents,
    Table<FrameworkId, FrameworkEntry> frameworks,
    Table<OfferId, OfferEntry> offers,
    Table<TaskKey, AgentId> index) {
  static final Books EMPTY = new Books(Table.empty(), Table.empty(), Table.empty(), Table.empty());

  Books withAgents(Table<AgentId, AgentEntry> next) {
    return new Books(next, frameworks, offers, index);
  }

  Books withFrameworks(Table<FrameworkId, FrameworkEntry> next) {
    return new Books(agents, next, offers, index);
  }

  Books withOffers(Table<OfferId, OfferEntry> next) {
    return new Books(agents, frameworks, next, index);
  }

  Books withIndex(Table<TaskKey, AgentId> next) {
    return new Books(agents, frameworks, offers, next);
  }
}
