package cuesta.core.master;

import cuesta.api.AgentId;
import cuesta.api.cluster.AgentView;
import cuesta.api.resources.Resources;
import cuesta.core.message.AgentInfo;
import cuesta.core.message.TaskKey;
import cuesta.engine.Table;
import java.time.Instant;
import java.util.SortedMap;

/**
 * An agent as the master keeps it; its tasks lie inside, so that an agent returns in one write.
 *
 * @param id its id
 * @param info what it says of itself
 * @param state one of {@link AgentView}'s states
 * @param stream its stream; 0 while there is none
 * @param registration numbers its registrations within the term; goes with every message
 * @param registered when it registered last
 * @param used what its tasks hold
 * @param offered what is offered exclusively
 * @param table its tasks
 */
record AgentEntry(
    AgentId id,
    AgentInfo info,
    String state,
    long stream,
    long registration,
    Instant registered,
    Resources used,
    Resources offered,
    Table<TaskKey, TaskEntry> table)
    implements AgentView {

  AgentEntry withState(String next) {
    return new AgentEntry(id, info, next, stream, registration, registered, used, offered, table);
  }

  AgentEntry disconnected(String next) {
    return new AgentEntry(id, info, next, 0, registration, registered, used, offered, table);
  }

  AgentEntry withOffered(Resources next) {
    return new AgentEntry(id, info, state, stream, registration, registered, used, next, table);
  }

  AgentEntry withUsed(Resources next) {
    return new AgentEntry(id, info, state, stream, registration, registered, next, offered, table);
  }

  AgentEntry withTasks(Table<TaskKey, TaskEntry> next) {
    return new AgentEntry(id, info, state, stream, registration, registered, used, offered, next);
  }

  boolean isActive() {
    return state.equals(ACTIVE);
  }

  boolean isConnected() {
    return stream != 0;
  }

  @Override
  public String host() {
    return info.host();
  }

  @Override
  public String url() {
    return info.url();
  }

  @Override
  public Resources total() {
    return info.total();
  }

  /** An agent may come back with less, or with other ports, than what runs on it has. */
  @Override
  public Resources free() {
    if (!isActive()) {
      return Resources.NONE;
    }
    return info.total().minus(info.total().common(used.plus(offered)));
  }

  @Override
  public SortedMap<String, String> attributes() {
    return info.attributes();
  }

  @Override
  public SortedMap<String, String> facts() {
    return info.facts();
  }

  @Override
  public Iterable<TaskEntry> tasks() {
    return table.values();
  }
}
