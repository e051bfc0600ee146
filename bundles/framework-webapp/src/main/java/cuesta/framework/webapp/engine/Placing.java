package cuesta.framework.webapp.engine;

import cuesta.api.OfferId;
import cuesta.api.cluster.OfferView;
import cuesta.framework.kit.Constraint;
import cuesta.framework.kit.Constraints;
import cuesta.framework.kit.Plan;
import cuesta.framework.kit.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Puts instances that wait into offers. */
public final class Placing {
  private Placing() {}

  /** Each offer is used or declined in the step in which it comes, so that none is ever held. */
  static void offered(Turn turn, List<? extends OfferView> offers) {
    if (turn.launches().waiting().isEmpty()) {
      turn.decline(offers.stream().map(OfferView::id).toList(), WebLimits.IDLE);
      turn.appetite();
      return;
    }
    Function<String, Constraint> constraints = constraints(turn.state());
    Plan<Key> plan =
        turn.launches()
            .place(
                offers,
                key -> turn.state().wish(key, constraints.apply(key.app())),
                WebLimits.LAUNCHES_AT_ONCE);
    TreeMap<OfferId, OfferView> known = new TreeMap<>();
    offers.forEach(offer -> known.put(offer.id(), offer));
    for (Plan.Use<Key> use : plan.uses()) {
      OfferView offer = known.get(use.offer());
      for (Plan.Intent<Key> one : use.intents()) {
        Instance instance = turn.state().instance(one.key());
        SortedMap<String, String> like = like(turn.site(one.key().app()), Spot.of(offer));
        turn.keep(one.key().app(), instance.placed(one.launch(), offer.host(), like));
      }
    }
    // Before the accepts, or what they leave over would be offered to somebody who wants no more.
    turn.appetite();
    plan.accept(
        one -> WebEngine.task(turn.site(one.key().app()), turn.state().instance(one.key())),
        turn.effects());
    turn.decline(plan.rest(), WebLimits.MISFIT);
  }

  /** One object for each application, since matching tells it what it places. */
  private static Function<String, Constraint> constraints(WebState state) {
    TreeMap<String, Constraint> made = new TreeMap<>();
    return name -> made.computeIfAbsent(name, n -> constraint(state.sites().get(n)));
  }

  /**
   * Where a further instance of an application may run. Those that are to be replaced do not count:
   * else an update could find no place, or would end unevenly.
   *
   * @param site the application
   * @return the constraint of its target version, with those of it that run
   */
  public static Constraint constraint(Site site) {
    Spec.Placement placement = site.spec().placement();
    List<Constraint> all = new ArrayList<>();
    placement.constraints().forEach(text -> all.add(Constraints.parse(text)));
    List<Spot> where = new ArrayList<>();
    for (Instance instance : site.staying()) {
      if (!instance.isNew(site.app())) {
        continue;
      }
      instance
          .launch()
          .at()
          .ifPresent(at -> where.add(new Spot(at.agent(), instance.host(), instance.spot())));
    }
    if (placement.most() > 0) {
      all.add(Constraints.atMost(placement.spread(), placement.most(), where));
    }
    all.add(Constraints.spread(placement.spread(), where));
    return Constraints.all(all);
  }

  /** What later placements ask of where this one runs. */
  private static SortedMap<String, String> like(Site site, Spot spot) {
    TreeMap<String, String> like = new TreeMap<>();
    String name = site.spec().placement().spread();
    if (!name.equals(Spot.AGENT) && !name.equals(Spot.HOST)) {
      Optional<String> value = spot.value(name);
      value.ifPresent(text -> like.put(name, text));
    }
    return like;
  }
}
