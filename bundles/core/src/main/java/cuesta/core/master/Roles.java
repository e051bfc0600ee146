package cuesta.core.master;

import cuesta.api.RoleId;
import cuesta.api.resources.Resources;
import cuesta.engine.Table;
import java.util.List;

/** Roles as readers see them: those in use and those for which something was set. */
final class Roles {
  private Roles() {}

  static List<RoleEntry> of(MasterState state) {
    Table<RoleId, Resources> used = Table.empty();
    for (RoleId role : state.registry().roles().keys()) {
      used = used.with(role, Resources.NONE);
    }
    for (FrameworkEntry framework : state.frameworks()) {
      for (RoleId role : framework.roles()) {
        used = used.has(role) ? used : used.with(role, Resources.NONE);
      }
    }
    for (FrameworkEntry framework : state.frameworks()) {
      for (var held : framework.usage()) {
        Resources sum = held.getValue().used().plus(held.getValue().offered());
        for (RoleId role : used.keys()) {
          if (held.getKey().isWithin(role)) {
            used = used.with(role, used.get(role).plus(sum));
          }
        }
      }
    }
    List<RoleEntry> all = new java.util.ArrayList<>();
    used.forEach(
        e -> all.add(new RoleEntry(e.getKey(), settings(state, e.getKey()), e.getValue())));
    return all;
  }

  static Registry.RoleSettings settings(MasterState state, RoleId role) {
    Registry.RoleSettings set = state.registry().roles().get(role);
    return set == null ? Registry.RoleSettings.DEFAULT : set;
  }

  /** What a role and those below it hold and are offered: what counts toward its limit. */
  static Resources held(MasterState state, RoleId role) {
    Resources sum = Resources.NONE;
    for (FrameworkEntry framework : state.frameworks()) {
      for (var held : framework.usage()) {
        if (held.getKey().isWithin(role)) {
          sum = sum.plus(held.getValue().used()).plus(held.getValue().offered());
        }
      }
    }
    return sum;
  }
}
