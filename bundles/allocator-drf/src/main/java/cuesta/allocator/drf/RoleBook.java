package cuesta.allocator.drf;

import cuesta.api.RoleId;
import cuesta.api.cluster.RoleView;
import java.util.Arrays;

/**
 * What was set for a role.
 *
 * @param id its path
 * @param weight its weight
 * @param limit amounts, the largest long where there is none
 * @param guarantee amounts
 * @param limited whether there is any limit
 * @param guaranteed whether there is any guarantee
 */
record RoleBook(
    RoleId id, double weight, long[] limit, long[] guarantee, boolean limited, boolean guaranteed) {
  static RoleBook of(RoleView role, Scalars names) {
    return new RoleBook(
        role.id(),
        role.weight(),
        role.limit()
            .map(limit -> names.bounds(limit, Long.MAX_VALUE))
            .orElseGet(() -> unlimited(names)),
        names.amounts(role.guarantee()),
        role.limit().isPresent(),
        !role.guarantee().isEmpty());
  }

  static RoleBook unset(RoleId id, Scalars names) {
    return new RoleBook(id, 1, unlimited(names), names.none(), false, false);
  }

  private static long[] unlimited(Scalars names) {
    long[] limit = names.none();
    Arrays.fill(limit, Long.MAX_VALUE);
    return limit;
  }

  boolean isSet() {
    return weight != 1 || limited || guaranteed;
  }
}
