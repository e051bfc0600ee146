package cuesta.framework.ci.engine;

import cuesta.api.OfferId;
import cuesta.api.RoleId;
import cuesta.api.cluster.OfferView;
import cuesta.api.framework.TaskInfo;
import cuesta.framework.kit.Plan;
import cuesta.framework.kit.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Puts jobs that wait into offers. */
final class Placing {
  private Placing() {}

  /** Each offer is used or declined in the step in which it comes, so that none is ever held. */
  static void offered(Turn turn, List<? extends OfferView> offers, Tasks tasks) {
    SortedSet<RoleId> waiting = turn.waiting();
    List<OfferView> idle = new ArrayList<>();
    List<OfferView> wanted = new ArrayList<>();
    for (OfferView offer : offers) {
      (waiting.contains(offer.role()) ? wanted : idle).add(offer);
    }
    turn.decline(idle, CiLimits.IDLE);
    Plan<Key> plan =
        turn.launches().place(wanted, key -> wish(turn, key), CiLimits.LAUNCHES_AT_ONCE);
    for (Plan.Intent<Key> one : plan.intents()) {
      turn.keep(one.key().pipeline(), turn.job(one.key()).with(one.launch()));
    }
    Settling.all(turn);
    // Before the accepts, or what they leave over would be offered to somebody who wants no more.
    turn.appetite();
    plan.accept(one -> task(turn, one.key(), tasks), turn.effects());
    TreeSet<OfferId> rest = new TreeSet<>(plan.rest());
    turn.decline(
        wanted.stream().filter(offer -> rest.contains(offer.id())).toList(), CiLimits.MISFIT);
  }

  private static Wish<Key> wish(Turn turn, Key key) {
    Pipeline pipeline = turn.line(key.pipeline()).pipeline();
    return new Wish<>(key, pipeline.role(), turn.amounts(key), 0, Tags.of(pipeline, turn.job(key)));
  }

  private static TaskInfo task(Turn turn, Key key, Tasks tasks) {
    Pipeline pipeline = turn.line(key.pipeline()).pipeline();
    Job job = turn.job(key);
    TaskInfo task =
        tasks.task(
            turn.state(), pipeline, job, job.launch(), job.launch().at().orElseThrow().resources());
    Caches.used(turn, pipeline.origin().project(), task);
    return task;
  }
}
