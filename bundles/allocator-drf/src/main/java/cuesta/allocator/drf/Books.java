package cuesta.allocator.drf;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.RoleId;
import cuesta.api.cluster.AgentView;
import cuesta.api.cluster.ClusterView;
import cuesta.api.cluster.Difference;
import cuesta.api.cluster.FrameworkView;
import cuesta.api.cluster.RoleView;
import cuesta.api.resources.Resources;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The cluster in the allocator's own arrays, patched by what differs from view to view. Agents have
 * positions in the order of their ids; when one comes or goes they are numbered anew.
 */
final class Books {
  private ClusterView last;
  private Scalars names = new Scalars(List.of());
  private final List<AgentBook> agents = new ArrayList<>();
  private final List<AgentId> order = new ArrayList<>();
  private final TreeMap<FrameworkId, List<Claimant>> claimants = new TreeMap<>();
  private final TreeMap<RoleId, RoleBook> roles = new TreeMap<>();
  private final BitSet candidates = new BitSet();
  private long[] total = names.none();

  void update(ClusterView view) {
    ClusterView before = last;
    last = null; // should anything below throw, the next call builds all anew
    Optional<Difference> difference = before == null ? Optional.empty() : view.since(before);
    if (difference.isEmpty() || !patch(view, difference.get())) {
      rebuild(view);
    }
    last = view;
  }

  private void rebuild(ClusterView view) {
    List<Resources> totals = new ArrayList<>();
    view.agents().forEach(agent -> totals.add(agent.total()));
    names = Scalars.of(totals);
    total = names.none();
    agents.clear();
    order.clear();
    candidates.clear();
    claimants.clear();
    for (AgentView agent : view.agents()) {
      order.add(agent.id());
      AgentBook book = AgentBook.of(agent, names);
      agents.add(book);
      enter(agents.size() - 1, book);
    }
    for (FrameworkView framework : view.frameworks()) {
      claimants.put(framework.id(), Claimant.of(framework, names));
    }
    readRoles(view);
  }

  /** Says no, leaving things half done, if only building all anew will do. */
  private boolean patch(ClusterView view, Difference difference) {
    for (AgentId id : difference.agents()) {
      int at = Collections.binarySearch(order, id);
      Optional<? extends AgentView> agent = view.agent(id);
      if (at < 0 || agent.isEmpty() || !names.knows(agent.get().total())) {
        return false;
      }
      Scalars.subtract(total, agents.get(at).total());
      AgentBook book = AgentBook.of(agent.get(), names);
      agents.set(at, book);
      enter(at, book);
      for (List<Claimant> framework : claimants.values()) {
        framework.forEach(claimant -> claimant.useless().clear(at));
      }
    }
    for (FrameworkId id : difference.frameworks()) {
      Optional<? extends FrameworkView> framework = view.framework(id);
      if (framework.isPresent()) {
        claimants.put(id, Claimant.of(framework.get(), names));
      } else {
        claimants.remove(id);
      }
    }
    if (!difference.roles().isEmpty()) {
      readRoles(view);
    }
    return true;
  }

  private void enter(int at, AgentBook book) {
    Scalars.add(total, book.total());
    candidates.set(at, !book.free().isEmpty());
  }

  private void readRoles(ClusterView view) {
    roles.clear();
    for (RoleView role : view.roles()) {
      RoleBook book = RoleBook.of(role, names);
      if (book.isSet()) {
        roles.put(role.id(), book);
      }
    }
  }

  Scalars names() {
    return names;
  }

  /** By position. */
  List<AgentBook> agents() {
    return agents;
  }

  /** Positions of agents that have anything to offer. */
  BitSet candidates() {
    return candidates;
  }

  Collection<List<Claimant>> claimants() {
    return claimants.values();
  }

  SortedMap<RoleId, RoleBook> roles() {
    return roles;
  }

  long[] total() {
    return total;
  }
}
