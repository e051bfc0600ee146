package cuesta.allocator.drf;

import cuesta.api.RoleId;
import cuesta.api.cluster.FrameworkView;
import cuesta.api.resources.Resources;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A framework in one of its roles: the leaf that shares are compared of. */
final class Claimant {
  private final FrameworkView framework;
  private final RoleId role;
  private final boolean waiting;
  private final long[] held;
  private final List<Wish> wishes;

  /**
   * Agents, by position, that can offer it nothing as long as neither they nor the framework
   * change. This is what keeps a cycle as cheap as what changed.
   */
  private final BitSet useless = new BitSet();

  private Claimant(FrameworkView framework, RoleId role, Scalars names) {
    this.framework = framework;
    this.role = role;
    this.waiting = framework.connected() && !framework.suppressed(role);
    this.held = names.amounts(framework.used(role).plus(framework.offered(role)));
    List<Wish> said = new ArrayList<>();
    for (Resources wish : framework.demand()) {
      if (!wish.isEmpty()) {
        said.add(Wish.of(wish, names));
      }
    }
    this.wishes = List.copyOf(said);
  }

  static List<Claimant> of(FrameworkView framework, Scalars names) {
    List<Claimant> all = new ArrayList<>();
    for (RoleId role : framework.roles()) {
      all.add(new Claimant(framework, role, names));
    }
    return all;
  }

  FrameworkView framework() {
    return framework;
  }

  RoleId role() {
    return role;
  }

  /** Whether it takes part: a session, and not suppressed. */
  boolean waiting() {
    return waiting;
  }

  /** Used and offered. */
  long[] held() {
    return held;
  }

  List<Wish> wishes() {
    return wishes;
  }

  BitSet useless() {
    return useless;
  }

  boolean filters(AgentBook agent, Resources resources) {
    return framework.filters(role, agent.id(), resources);
  }

  /** Whether at least one of its wishes fits; true if it never said what it needs. */
  boolean canUse(Resources resources) {
    if (wishes.isEmpty()) {
      return Minimum.isMetBy(resources);
    }
    for (Wish wish : wishes) {
      if (resources.pick(wish.resources()).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
