package cuesta.framework.kit;

import cuesta.api.OfferId;
import cuesta.api.framework.TaskInfo;
import cuesta.engine.Effect;
import cuesta.engine.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * How to use offers. The framework keeps the intents as changes, then emits the accepts: an accept
 * leaves when the intents of its step are durable.
 *
 * @param uses the offers to use
 * @param rest the offers that nobody uses
 * @param <K> the framework's keys
 */
public record Plan<K>(List<Use<K>> uses, List<OfferId> rest) {
  /**
   * A launch that is intended.
   *
   * @param key whose
   * @param launch what to keep
   * @param <K> the framework's keys
   */
  public record Intent<K>(K key, Launch launch) {}

  /**
   * An offer with what is launched on it.
   *
   * @param offer the offer
   * @param intents at least one
   * @param <K> the framework's keys
   */
  public record Use<K>(OfferId offer, List<Intent<K>> intents) {}

  static <K extends Comparable<K>> Plan<K> of(Matching.Result<K> result, Table<K, Launch> open) {
    List<Use<K>> uses = new ArrayList<>();
    for (Matching.Placement<K> placement : result.placements()) {
      List<Intent<K>> intents = new ArrayList<>();
      for (Matching.Taken<K> taken : placement.taken()) {
        Launch launch = open.get(taken.key());
        intents.add(
            new Intent<>(
                taken.key(), launch.intended(placement.offer().agent(), taken.resources())));
      }
      uses.add(new Use<>(placement.offer().id(), intents));
    }
    return new Plan<>(uses, result.rest());
  }

  /**
   * All intents.
   *
   * @return in the order of the offers
   */
  public List<Intent<K>> intents() {
    return uses.stream().flatMap(use -> use.intents().stream()).toList();
  }

  /**
   * Emits the accepts.
   *
   * @param task the task of an intent; its id is {@link Launch#task}, its resources those of {@link
   *     Launch#at}
   * @param effects where they go
   */
  public void accept(Function<Intent<K>, TaskInfo> task, List<Effect> effects) {
    for (Use<K> use : uses) {
      effects.add(new KitEffect.Accept(use.offer(), use.intents().stream().map(task).toList()));
    }
  }
}
