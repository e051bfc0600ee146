package cuesta.framework.run.engine;

import cuesta.api.OfferId;
import cuesta.api.cluster.OfferView;
import cuesta.api.framework.Filter;
import cuesta.api.framework.TaskInfo;
import cuesta.framework.kit.Constraint;
import cuesta.framework.kit.KitEffect;
import cuesta.framework.kit.Matching;
import cuesta.framework.kit.Wish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Offers: each is used or declined in the step in which it comes, so that none is ever held. */
final class Placing {
  private Placing() {}

  static void offered(Turn turn, List<? extends OfferView> offers) {
    if (turn.state().waiting().isEmpty()) {
      decline(turn, offers.stream().map(OfferView::id).toList(), RunLimits.IDLE);
      turn.settle();
      return;
    }
    RunState before = turn.state();
    Matching.Result<Long> result = Matching.match(offers, () -> wishes(before), RunLimits.AT_ONCE);
    List<KitEffect.Accept> accepts = new ArrayList<>();
    for (Matching.Placement<Long> placement : result.placements()) {
      List<TaskInfo> tasks = new ArrayList<>();
      for (Matching.Taken<Long> taken : placement.taken()) {
        Run run =
            turn.state()
                .runs()
                .get(taken.key())
                .intended(placement.offer().agent(), taken.resources());
        turn.keep(run);
        tasks.add(task(run));
      }
      accepts.add(new KitEffect.Accept(placement.offer().id(), tasks));
    }
    // Before the accepts, or what they leave over would be offered to somebody who wants no more.
    turn.settle();
    accepts.forEach(turn::emit);
    if (!result.rest().isEmpty()) {
      decline(turn, result.rest(), RunLimits.MISFIT);
    }
  }

  private static void decline(Turn turn, List<OfferId> offers, Duration refuse) {
    turn.emit(new KitEffect.Decline(offers, Filter.of(refuse)));
    turn.become(turn.state().with(turn.state().appetite().declined()));
  }

  private static Iterator<Wish<Long>> wishes(RunState state) {
    Iterator<Long> numbers = state.waiting().keys().iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return numbers.hasNext();
      }

      @Override
      public Wish<Long> next() {
        long number = numbers.next();
        Request request = state.runs().get(number).request();
        return new Wish<>(
            number, request.role(), request.amounts(), request.ports(), Constraint.NONE);
      }
    };
  }

  private static TaskInfo task(Run run) {
    Request request = run.request();
    return new TaskInfo(
        run.task(),
        request.name(),
        run.launch().orElseThrow().resources(),
        request.commandInfo(),
        request.grace(),
        Collections.emptySortedMap());
  }
}
