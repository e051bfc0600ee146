package cuesta.allocator.drf;

import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.cluster.ClusterView;
import cuesta.api.cluster.FrameworkView;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How a framework's share compares to those of the others. */
final class Standing {
  /** A framework's share, and its place among those who wait. */
  static final String SHARE = "DRF_SHARE";

  private final Books books = new Books();

  Standing(ClusterView view) {
    books.update(view);
  }

  Reason of(FrameworkView framework) {
    double mine = 0;
    TreeMap<FrameworkId, Double> waiting = new TreeMap<>();
    for (List<Claimant> claimants : books.claimants()) {
      FrameworkId id = claimants.getFirst().framework().id();
      if (id.equals(framework.id())) {
        mine = share(claimants);
      } else if (claimants.stream().anyMatch(Claimant::waiting)) {
        waiting.put(id, share(claimants));
      }
    }
    return Reason.of(
        SHARE,
        framework.id().value(),
        "holds or is offered " + percent(mine) + " of the cluster",
        against(mine, waiting));
  }

  private static String against(double mine, SortedMap<FrameworkId, Double> waiting) {
    if (waiting.isEmpty()) {
      return "nobody else waits";
    }
    var least = Collections.min(waiting.entrySet(), Map.Entry.comparingByValue());
    long below = waiting.values().stream().filter(share -> share < mine).count();
    return below
        + " of "
        + waiting.size()
        + " others that wait have less; least has "
        + least.getKey()
        + " with "
        + percent(least.getValue());
  }

  private double share(List<Claimant> claimants) {
    long[] sum = books.names().none();
    claimants.forEach(claimant -> Scalars.add(sum, claimant.held()));
    return Scalars.share(sum, books.total());
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }
}
