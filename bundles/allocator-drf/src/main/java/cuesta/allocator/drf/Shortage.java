package cuesta.allocator.drf;

import cuesta.api.cluster.AgentView;
import cuesta.api.resources.Amounts;
import cuesta.api.resources.Resource;
import cuesta.api.resources.Resources;
import cuesta.api.resources.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What an agent lacks for a wish.
 *
 * @param agent the agent
 * @param has what it has of use
 * @param wish what is needed
 * @param part the largest part of a wished amount that is missing
 */
record Shortage(AgentView agent, Resources has, Resources wish, double part) {
  /** What is missing of the worst amount decides. */
  static final Comparator<Shortage> SMALLEST =
      Comparator.comparingDouble(Shortage::part).thenComparing(shortage -> shortage.agent.id());

  static Shortage of(AgentView agent, Resources has, Resources wish) {
    double worst = 0;
    for (Resource wanted : wish.entries()) {
      if (isScalar(wanted)) {
        double wished = wish.milli(wanted.key().name());
        worst = Math.max(worst, (wished - has.milli(wanted.key().name())) / wished);
      } else if (lacks(has, wanted)) {
        worst = 1;
      }
    }
    return new Shortage(agent, has, wish, worst);
  }

  /** For people: {@code 0.5 cpus and 128 mem}. */
  String text() {
    List<String> missing = new ArrayList<>();
    for (Resource wanted : wish.entries()) {
      String name = wanted.key().name();
      long lacking = wish.milli(name) - has.milli(name);
      if (!isScalar(wanted) && lacks(has, wanted)) {
        missing.add(name + ":" + wanted.value());
      } else if (lacking > 0) {
        missing.add(Amounts.text(lacking) + " " + name);
      }
    }
    return missing.isEmpty() ? "other reservations" : String.join(" and ", missing);
  }

  private static boolean isScalar(Resource wanted) {
    return wanted.value().type().equals(Value.SCALAR);
  }

  private static boolean lacks(Resources has, Resource wanted) {
    return has.pick(Resources.of(wanted.key(), wanted.value())).isEmpty();
  }
}
