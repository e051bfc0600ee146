package cuesta.core.master;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.engine.Table;

/**
 * Whom an open connection belongs to.
 *
 * @param streams which agent a stream belongs to
 * @param sessions which framework a session belongs to
 */
record Links(Table<Long, AgentId> streams, Table<Long, FrameworkId> sessions) {
  static final Links NONE = new Links(Table.empty(), Table.empty());

  Links withStreams(Table<Long, AgentId> next) {
    return new Links(next, sessions);
  }

  Links withSessions(Table<Long, FrameworkId> next) {
    return new Links(streams, next);
  }
}
