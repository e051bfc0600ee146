package cuesta.framework.ci.engine;

import cuesta.api.OfferId;
import cuesta.api.RoleId;
import cuesta.api.cluster.OfferView;
import cuesta.api.resources.Resources;
import cuesta.engine.Effect;
import cuesta.engine.Table;
import cuesta.framework.kit.Appetite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * Whether offers are wanted, role by role: a project that has nothing to do leaves its share to
 * others though another one waits. The demand is told for all together.
 *
 * @param roles each with what the master knows of it
 * @param demand what the master knows of the demand
 */
public record Appetites(Table<RoleId, Appetite> roles, Appetite demand) {
  static Appetites fresh(List<RoleId> roles) {
    Table<RoleId, Appetite> each = Table.empty();
    for (RoleId role : roles) {
      each = each.with(role, Appetite.fresh(List.of(role)));
    }
    return new Appetites(each, Appetite.fresh(roles));
  }

  /**
   * What waits may have changed.
   *
   * @param shapes the shapes of all that waits
   * @param waiting the roles for which something waits
   * @param fresh those for which something new does
   */
  Appetites settle(
      List<Resources> shapes,
      SortedSet<RoleId> waiting,
      SortedSet<RoleId> fresh,
      List<Effect> effects) {
    Appetite told = shapes.isEmpty() ? demand : demand.demand(shapes, effects);
    Table<RoleId, Appetite> next = roles;
    for (RoleId role : roles.keys()) {
      Appetite now = roles.get(role);
      if (fresh.contains(role)) {
        next = next.with(role, now.hungry(now.told(), effects));
      } else if (!waiting.contains(role)) {
        next = next.with(role, now.sated(effects));
      }
    }
    return new Appetites(next, told);
  }

  /** Gives offers back that nobody uses. */
  Appetites decline(List<? extends OfferView> offers, Duration refuse, List<Effect> effects) {
    Table<RoleId, Appetite> next = roles;
    for (RoleId role : roles.keys()) {
      List<OfferId> own = new ArrayList<>();
      for (OfferView offer : offers) {
        if (offer.role().equals(role)) {
          own.add(offer.id());
        }
      }
      next = next.with(role, next.get(role).decline(own, refuse, effects));
    }
    return new Appetites(next, demand);
  }
}
