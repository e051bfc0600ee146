package cuesta.framework.run.engine;

import cuesta.api.cluster.OfferView;
import cuesta.api.framework.TaskInfo;
import cuesta.framework.kit.Plan;
import java.util.Collections;
import java.util.List;

/** Offers: each is used or declined in the step in which it comes, so that none is ever held. */
final class Placing {
  private Placing() {}

  static void offered(Turn turn, List<? extends OfferView> offers) {
    if (turn.launches().waiting().isEmpty()) {
      turn.decline(offers.stream().map(OfferView::id).toList(), RunLimits.IDLE);
      turn.appetite();
      return;
    }
    Plan<Long> plan =
        turn.launches().place(offers, number -> turn.run(number).wish(), RunLimits.AT_ONCE);
    plan.intents().forEach(one -> turn.keep(turn.run(one.key()).with(one.launch())));
    // Before the accepts, or what they leave over would be offered to somebody who wants no more.
    turn.appetite();
    plan.accept(one -> task(turn.run(one.key())), turn.effects());
    turn.decline(plan.rest(), RunLimits.MISFIT);
  }

  private static TaskInfo task(Run run) {
    Request request = run.request();
    return new TaskInfo(
        run.task(),
        request.name(),
        run.launch().at().orElseThrow().resources(),
        request.commandInfo(),
        request.grace(),
        Collections.emptySortedMap());
  }
}
