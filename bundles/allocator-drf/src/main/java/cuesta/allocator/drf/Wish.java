package cuesta.allocator.drf;

import cuesta.api.resources.Resource;
import cuesta.api.resources.Resources;
import cuesta.api.resources.Value;

/**
 * What one task needs.
 *
 * @param resources as the framework said
 * @param amounts its scalars
 * @param plain whether it is made of unreserved scalars only, so that it can be multiplied
 */
record Wish(Resources resources, long[] amounts, boolean plain) {
  static Wish of(Resources resources, Scalars names) {
    boolean plain =
        resources.entries().stream()
            .allMatch(e -> AgentBook.isUnreserved(e) && e.value().type().equals(Value.SCALAR));
    return new Wish(resources, names.amounts(resources), plain);
  }

  /** How often it fits into amounts that contain it, by its scalars. */
  long fits(long[] left) {
    long fits = Long.MAX_VALUE;
    for (int i = 0; i < left.length; i++) {
      if (amounts[i] > 0) {
        fits = Math.min(fits, left[i] / amounts[i]);
      }
    }
    return fits;
  }

  Resources times(long n) {
    if (n == 1) {
      return resources;
    }
    Resources sum = Resources.NONE;
    for (Resource entry : resources.entries()) {
      sum = sum.plus(Resources.of(entry.key(), Value.scalar(entry.value().milli() * n)));
    }
    return sum;
  }
}
