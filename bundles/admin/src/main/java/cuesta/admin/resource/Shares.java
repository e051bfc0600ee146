package cuesta.admin.resource;

import cuesta.api.cluster.AgentView;
import cuesta.api.cluster.ClusterView;
import cuesta.api.resources.Resource;
import cuesta.api.resources.Resources;
import cuesta.api.resources.Value;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which part of the cluster somebody holds: the largest part over all scalars, the dominant share
 * of DRF, whatever allocator decides.
 */
final class Shares {
  private final Resources total;
  private final TreeSet<String> names = new TreeSet<>();

  private Shares(Resources total) {
    this.total = total;
    for (Resource entry : total.entries()) {
      if (entry.value().type().equals(Value.SCALAR)) {
        names.add(entry.key().name());
      }
    }
  }

  /**
   * A part of the cluster.
   *
   * @param part 0 to 1
   * @param of the scalar of which it is the largest part; empty if nothing is held
   */
  record Share(double part, Optional<String> of) {}

  /** Parts of all that is there; agents that nobody has heard of for long do not count. */
  static Shares of(ClusterView view) {
    Resources total = Resources.NONE;
    for (AgentView agent : view.agents()) {
      if (agent.state().equals(AgentView.ACTIVE) || agent.state().equals(AgentView.DISCONNECTED)) {
        total = total.plus(agent.total().scalars());
      }
    }
    return new Shares(total);
  }

  Share of(Resources held) {
    double part = 0;
    Optional<String> of = Optional.empty();
    for (String name : names) {
      double one = (double) held.milli(name) / Math.max(1, total.milli(name));
      if (one > part) {
        part = one;
        of = Optional.of(name);
      }
    }
    return new Share(part, of);
  }
}
