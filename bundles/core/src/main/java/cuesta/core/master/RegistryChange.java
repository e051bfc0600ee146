package cuesta.core.master;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.Principal;
import cuesta.api.RoleId;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.framework.FrameworkStore;
import cuesta.api.resources.Resources;
import cuesta.core.message.AgentInfo;
import cuesta.engine.Change;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The durable facts of the master, in the past tense. What is written once can be read for ever:
 * fields are only added.
 */
public sealed interface RegistryChange extends Change {
  /**
   * A leader took over.
   *
   * @param term its term
   * @param masterId its master id
   */
  record LeaderStarted(long term, String masterId) implements RegistryChange {}

  /**
   * An agent was admitted, came back or changed what it says of itself.
   *
   * @param id its id
   * @param info what it says of itself
   */
  record AgentAdmitted(AgentId id, AgentInfo info) implements RegistryChange {}

  /**
   * An agent was silent for too long.
   *
   * @param id its id
   * @param since when it was given up
   */
  record AgentUnreachable(AgentId id, Instant since) implements RegistryChange {}

  /**
   * An agent may not come back.
   *
   * @param id its id
   * @param at when
   */
  record AgentRemoved(AgentId id, Instant at) implements RegistryChange {}

  /**
   * A framework subscribed for the first time, or as somebody else, or after it had left.
   *
   * @param id its id
   * @param info how it introduced itself
   * @param principal on whose behalf
   * @param inProcess whether it runs in the master; its id is then found by its name
   */
  record FrameworkRegistered(
      FrameworkId id, FrameworkInfo info, Principal principal, boolean inProcess)
      implements RegistryChange {}

  /**
   * A framework's session ended.
   *
   * @param id its id
   * @param deadline until when it may come back
   */
  record FrameworkLeft(FrameworkId id, Instant deadline) implements RegistryChange {}

  /**
   * A framework is over, and so are its tasks and its store.
   *
   * @param id its id
   * @param at when
   */
  record FrameworkRemoved(FrameworkId id, Instant at) implements RegistryChange {}

  /**
   * A role was given a weight or a quota.
   *
   * @param role which
   * @param weight its weight
   * @param guarantee what it is guaranteed
   * @param limit what it may hold at most; empty for no limit
   */
  record RoleSet(RoleId role, double weight, Resources guarantee, Optional<Resources> limit)
      implements RegistryChange {}

  /**
   * A framework wrote to its store.
   *
   * @param framework whose store
   * @param written entries with their new versions
   * @param removed keys that are gone
   */
  record StoreWritten(
      FrameworkId framework, List<FrameworkStore.Entry> written, List<String> removed)
      implements RegistryChange {
    /** Copies the lists. */
    public StoreWritten {
      written = List.copyOf(written);
      removed = List.copyOf(removed);
    }
  }
}
