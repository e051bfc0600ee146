package cuesta.core.master;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.Principal;
import cuesta.api.RoleId;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.framework.FrameworkStore;
import cuesta.api.resources.Resources;
import cuesta.core.message.AgentInfo;
import cuesta.engine.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the master never forgets: the durable part of its state. Tasks are not in it; they come back
 * with their agents.
 *
 * @param term the highest term that led
 * @param agents admitted agents
 * @param gone ids of agents that may not come back, and since when
 * @param frameworks frameworks that are subscribed or may come back
 * @param removed ids of frameworks that may not come back, and since when
 * @param roles weights and quotas
 * @param stores the frameworks' own data
 */
public record Registry(
    long term,
    Table<AgentId, Admitted> agents,
    Table<AgentId, Instant> gone,
    Table<FrameworkId, Known> frameworks,
    Table<FrameworkId, Instant> removed,
    Table<RoleId, RoleSettings> roles,
    Table<FrameworkId, Store> stores) {
  /** Nothing known. */
  public static final Registry EMPTY =
      new Registry(
          0,
          Table.empty(),
          Table.empty(),
          Table.empty(),
          Table.empty(),
          Table.empty(),
          Table.empty());

  /**
   * An admitted agent.
   *
   * @param info what it said of itself
   * @param unreachable since when it is given up, if it is
   */
  public record Admitted(AgentInfo info, Optional<Instant> unreachable) {}

  /**
   * A framework that is there or may come back.
   *
   * @param info how it introduced itself
   * @param principal on whose behalf
   * @param inProcess whether it runs in the master
   * @param deadline until when it may stay away, if it is away
   */
  public record Known(
      FrameworkInfo info, Principal principal, boolean inProcess, Optional<Instant> deadline) {}

  /**
   * What was set for a role.
   *
   * @param weight its weight
   * @param guarantee what it is guaranteed
   * @param limit what it may hold at most
   */
  public record RoleSettings(double weight, Resources guarantee, Optional<Resources> limit) {
    /** What holds unless something was set. */
    public static final RoleSettings DEFAULT =
        new RoleSettings(1, Resources.NONE, Optional.empty());
  }

  /**
   * A framework's data.
   *
   * @param entries by key
   * @param bytes keys and values together
   */
  public record Store(Table<String, FrameworkStore.Entry> entries, long bytes) {
    static final Store EMPTY = new Store(Table.empty(), 0);

    static long bytes(FrameworkStore.Entry entry) {
      return entry.key().getBytes(StandardCharsets.UTF_8).length + (long) entry.value().length;
    }

    Store without(String key) {
      FrameworkStore.Entry old = entries.get(key);
      return old == null ? this : new Store(entries.without(key), bytes - bytes(old));
    }

    Store with(FrameworkStore.Entry entry) {
      Store less = without(entry.key());
      return new Store(less.entries.with(entry.key(), entry), less.bytes + bytes(entry));
    }
  }

  /**
   * Applies a change: the only way in which a registry comes to differ.
   *
   * @param change a fact
   * @return the registry after it
   */
  public Registry replay(RegistryChange change) {
    return switch (change) {
      case RegistryChange.LeaderStarted c ->
          new Registry(Math.max(term, c.term()), agents, gone, frameworks, removed, roles, stores);
      case RegistryChange.AgentAdmitted c ->
          withAgents(agents.with(c.id(), new Admitted(c.info(), Optional.empty())));
      case RegistryChange.AgentUnreachable c -> {
        Admitted agent = agents.get(c.id());
        yield agent == null
            ? this
            : withAgents(agents.with(c.id(), new Admitted(agent.info(), Optional.of(c.since()))));
      }
      case RegistryChange.AgentRemoved c ->
          new Registry(
              term,
              agents.without(c.id()),
              remember(gone, c.id(), c.at()),
              frameworks,
              removed,
              roles,
              stores);
      case RegistryChange.FrameworkRegistered c ->
          withFrameworks(
              frameworks.with(
                  c.id(), new Known(c.info(), c.principal(), c.inProcess(), Optional.empty())));
      case RegistryChange.FrameworkLeft c -> {
        Known known = frameworks.get(c.id());
        yield known == null
            ? this
            : withFrameworks(
                frameworks.with(
                    c.id(),
                    new Known(
                        known.info(),
                        known.principal(),
                        known.inProcess(),
                        Optional.of(c.deadline()))));
      }
      case RegistryChange.FrameworkRemoved c ->
          new Registry(
              term,
              agents,
              gone,
              frameworks.without(c.id()),
              remember(removed, c.id(), c.at()),
              roles,
              stores.without(c.id()));
      case RegistryChange.RoleSet c ->
          new Registry(
              term,
              agents,
              gone,
              frameworks,
              removed,
              roles.with(c.role(), new RoleSettings(c.weight(), c.guarantee(), c.limit())),
              stores);
      case RegistryChange.StoreWritten c -> withStore(c);
    };
  }

  /**
   * The in-process framework of a name.
   *
   * @param name its plugin's name
   * @return its id, once it has subscribed
   */
  public Optional<FrameworkId> inProcess(String name) {
    for (Map.Entry<FrameworkId, Known> known : frameworks) {
      if (known.getValue().inProcess() && known.getValue().info().name().equals(name)) {
        return Optional.of(known.getKey());
      }
    }
    return Optional.empty();
  }

  private Registry withAgents(Table<AgentId, Admitted> changed) {
    return new Registry(term, changed, gone, frameworks, removed, roles, stores);
  }

  private Registry withFrameworks(Table<FrameworkId, Known> changed) {
    return new Registry(term, agents, gone, changed, removed, roles, stores);
  }

  private Registry withStore(RegistryChange.StoreWritten change) {
    Store store = stores.get(change.framework());
    store = store == null ? Store.EMPTY : store;
    for (String key : change.removed()) {
      store = store.without(key);
    }
    for (FrameworkStore.Entry entry : change.written()) {
      store = store.with(entry);
    }
    Table<FrameworkId, Store> changed =
        store.entries().isEmpty()
            ? stores.without(change.framework())
            : stores.with(change.framework(), store);
    return new Registry(term, agents, gone, frameworks, removed, roles, changed);
  }

  /** Forgets ids that were removed long ago in the same breath, so that the list cannot grow. */
  private static <K extends Comparable<K>> Table<K, Instant> remember(
      Table<K, Instant> removed, K id, Instant at) {
    Table<K, Instant> kept = removed.with(id, at);
    Instant horizon = at.minus(Limits.REMOVED_KEPT);
    for (Map.Entry<K, Instant> old : removed) {
      if (old.getValue().isBefore(horizon)) {
        kept = kept.without(old.getKey());
      }
    }
    while (kept.size() > Limits.REMOVED) {
      kept = kept.without(oldest(kept));
    }
    return kept;
  }

  private static <K extends Comparable<K>> K oldest(Table<K, Instant> removed) {
    K oldest = removed.firstKey();
    for (Map.Entry<K, Instant> one : removed) {
      if (one.getValue().isBefore(removed.get(oldest))) {
        oldest = one.getKey();
      }
    }
    return oldest;
  }

  /**
   * The shortest list of changes that leads from nothing to this registry: a snapshot, in the
   * journal's own words.
   *
   * @return the changes
   */
  public List<RegistryChange> snapshot() {
    List<RegistryChange> all = new ArrayList<>();
    all.add(new RegistryChange.LeaderStarted(term, ""));
    gone.forEach(e -> all.add(new RegistryChange.AgentRemoved(e.getKey(), e.getValue())));
    removed.forEach(e -> all.add(new RegistryChange.FrameworkRemoved(e.getKey(), e.getValue())));
    for (Map.Entry<AgentId, Admitted> agent : agents) {
      all.add(new RegistryChange.AgentAdmitted(agent.getKey(), agent.getValue().info()));
      agent
          .getValue()
          .unreachable()
          .ifPresent(at -> all.add(new RegistryChange.AgentUnreachable(agent.getKey(), at)));
    }
    for (Map.Entry<FrameworkId, Known> framework : frameworks) {
      Known known = framework.getValue();
      all.add(
          new RegistryChange.FrameworkRegistered(
              framework.getKey(), known.info(), known.principal(), known.inProcess()));
      known
          .deadline()
          .ifPresent(at -> all.add(new RegistryChange.FrameworkLeft(framework.getKey(), at)));
    }
    roles.forEach(
        e ->
            all.add(
                new RegistryChange.RoleSet(
                    e.getKey(),
                    e.getValue().weight(),
                    e.getValue().guarantee(),
                    e.getValue().limit())));
    for (Map.Entry<FrameworkId, Store> store : stores) {
      for (FrameworkStore.Entry entry : store.getValue().entries().values()) {
        all.add(new RegistryChange.StoreWritten(store.getKey(), List.of(entry), List.of()));
      }
    }
    return all;
  }
}
