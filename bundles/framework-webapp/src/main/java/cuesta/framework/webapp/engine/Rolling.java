package cuesta.framework.webapp.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which instances an application begins and ends now, so that what is becomes what should be: the
 * one place that knows how an update rolls. Looks at the present alone, so whatever happens in
 * between (a newer deploy, another number, a lost agent) needs no case of its own.
 *
 * @param begin how many of the new are begun
 * @param keep those which were to leave and are needed after all
 * @param end those that are to leave
 */
record Rolling(int begin, List<Instance> keep, List<Instance> end) {
  static Rolling of(Site site, Instant now) {
    App app = site.app();
    int wanted = app.wanted();
    List<Instance> fresh = new ArrayList<>();
    List<Instance> old = new ArrayList<>();
    for (Instance instance : site.staying()) {
      (instance.isNew(app) ? fresh : old).add(instance);
    }
    List<Instance> end = surplus(fresh, wanted);
    int missing = Math.max(0, wanted - fresh.size());
    List<Instance> keep = returning(site, missing);
    missing -= keep.size();
    Spec.Update update = site.spec().update();
    int begin = missing;
    if (!old.isEmpty()) {
      int room = wanted + update.more(wanted) - fresh.size() - keep.size() - old.size();
      begin = Math.max(0, Math.min(missing, room));
      List<Instance> proven =
          fresh.stream().filter(one -> Proving.isProven(site, one, now)).toList();
      end.addAll(old(proven, keep, end, old, update.least(wanted)));
    }
    return new Rolling(
        Math.min(begin, WebLimits.AT_ONCE),
        keep,
        end.subList(0, Math.min(end.size(), WebLimits.AT_ONCE)));
  }

  boolean isNothing() {
    return begin == 0 && keep.isEmpty() && end.isEmpty();
  }

  /** The least useful first: those that are not ready, then the youngest. */
  private static List<Instance> surplus(List<Instance> fresh, int wanted) {
    List<Instance> order = new ArrayList<>(fresh);
    order.sort(
        Comparator.comparing(Instance::isReady)
            .thenComparing(Comparator.comparingLong(Instance::number).reversed()));
    return new ArrayList<>(order.subList(0, Math.max(0, order.size() - wanted)));
  }

  /** Those that finish what they do could as well stay. */
  private static List<Instance> returning(Site site, int missing) {
    return site.all().stream()
        .filter(i -> i.leaves().isPresent() && i.launch().kill().isEmpty() && i.since().isPresent())
        .filter(i -> i.isNew(site.app()))
        .limit(missing)
        .toList();
  }

  /** Of the old, those that are not ready go at once, the others as the new get ready. */
  private static List<Instance> old(
      List<Instance> proven,
      List<Instance> keep,
      List<Instance> ending,
      List<Instance> old,
      int least) {
    long ready =
        proven.stream().filter(one -> !ending.contains(one)).count()
            + keep.size()
            + old.stream().filter(Instance::isReady).count();
    List<Instance> end = new ArrayList<>();
    for (Instance instance : old) {
      if (!instance.isReady()) {
        end.add(instance);
      } else if (ready - 1 >= least) {
        end.add(instance);
        ready--;
      }
    }
    return end;
  }
}
