package cuesta.framework.kit;

import cuesta.api.OfferId;
import cuesta.api.RoleId;
import cuesta.api.framework.Filter;
import cuesta.api.resources.Resources;
import cuesta.engine.Effect;
import java.time.Duration;
import java.util.List;

/**
 * Whether offers are wanted, as the master was last told. An idle framework suppresses; work
 * revives it at once.
 *
 * @param roles the framework's roles
 * @param suppressed whether it suppressed
 * @param filtered whether something was declined with a filter since it revived last
 * @param told the demand that was told last
 */
public record Appetite(
    List<RoleId> roles, boolean suppressed, boolean filtered, List<Resources> told) {
  /** Wishes told at most, as the master takes them. */
  public static final int WISHES = 100;

  /**
   * A new session: the master offers, and knows no filters and no demand.
   *
   * @param roles the framework's roles
   * @return the start
   */
  public static Appetite fresh(List<RoleId> roles) {
    return new Appetite(roles, false, false, List.of());
  }

  /**
   * There is something new that waits.
   *
   * @param wishes the shapes of all that waits
   * @param effects where the calls go
   * @return what the master then knows
   */
  public Appetite hungry(List<Resources> wishes, List<Effect> effects) {
    Appetite told = demand(wishes, effects);
    if (!suppressed && !filtered) {
      return told;
    }
    roles.forEach(role -> effects.add(new KitEffect.Revive(role)));
    return new Appetite(roles, false, false, told.told);
  }

  /**
   * What waits has changed, without anything new.
   *
   * @param wishes the shapes of all that waits
   * @param effects where the call goes
   * @return what the master then knows
   */
  public Appetite demand(List<Resources> wishes, List<Effect> effects) {
    List<Resources> first = wishes.subList(0, Math.min(wishes.size(), WISHES));
    if (first.equals(told)) {
      return this;
    }
    effects.add(new KitEffect.Demand(first));
    return new Appetite(roles, suppressed, filtered, List.copyOf(first));
  }

  /**
   * Nothing waits. The demand stays as it was told: it has no effect while suppressed, and the next
   * wish is mostly like the last.
   *
   * @param effects where the calls go
   * @return what the master then knows
   */
  public Appetite sated(List<Effect> effects) {
    if (suppressed) {
      return this;
    }
    roles.forEach(role -> effects.add(new KitEffect.Suppress(role)));
    return new Appetite(roles, true, filtered, told);
  }

  /**
   * What waits became less or otherwise, or nothing waits any more.
   *
   * @param wishes the shapes of all that waits; empty if nothing does
   * @param effects where the calls go
   * @return what the master then knows
   */
  public Appetite settle(List<Resources> wishes, List<Effect> effects) {
    return wishes.isEmpty() ? sated(effects) : demand(wishes, effects);
  }

  /**
   * Gives offers back that nobody uses.
   *
   * @param offers which; may be none
   * @param refuse how long not to be offered the same; new work revives
   * @param effects where the call goes
   * @return what the master then knows
   */
  public Appetite decline(List<OfferId> offers, Duration refuse, List<Effect> effects) {
    if (offers.isEmpty()) {
      return this;
    }
    effects.add(new KitEffect.Decline(offers, Filter.of(refuse)));
    return declined();
  }

  /**
   * Something was declined with a filter.
   *
   * @return what the master then knows
   */
  public Appetite declined() {
    return filtered ? this : new Appetite(roles, suppressed, true, told);
  }
}
