package cuesta.allocator.drf;

import cuesta.api.resources.Resource;
import cuesta.api.resources.Resources;
import cuesta.api.resources.Value;

/** Cuts resources. */
final class Portion {
  private Portion() {}

  /** The scalars of one of {@code parts} equal slices. */
  static Resources slice(Resources whole, long parts) {
    Resources sum = Resources.NONE;
    for (Resource entry : whole.scalars().entries()) {
      sum = sum.plus(scalar(entry, entry.value().milli() / parts));
    }
    return sum;
  }

  /**
   * As much as bounds allow: reserved amounts go first, since they are of no use to others.
   *
   * @param all bounds of all scalars
   * @param unreserved bounds of what is not reserved
   */
  static Resources within(Resources whole, Scalars names, long[] all, long[] unreserved) {
    long[] allLeft = all.clone();
    long[] unreservedLeft = unreserved.clone();
    Resources sum = Resources.NONE;
    for (Resource entry : whole.entries().reversed()) {
      int i = entry.value().type().equals(Value.SCALAR) ? names.index(entry.key().name()) : -1;
      if (i < 0) {
        sum = sum.plus(Resources.of(entry.key(), entry.value()));
        continue;
      }
      boolean free = AgentBook.isUnreserved(entry);
      long bound = free ? Math.min(allLeft[i], unreservedLeft[i]) : allLeft[i];
      long amount = Math.max(0, Math.min(entry.value().milli(), bound));
      allLeft[i] -= amount;
      unreservedLeft[i] -= free ? amount : 0;
      sum = sum.plus(scalar(entry, amount));
    }
    return sum;
  }

  /** Ports and the like, in the proportion in which scalars were taken; rounded up. */
  static Resources others(Resources left, Resources whole, double proportion) {
    Resources sum = Resources.NONE;
    for (Resource entry : left.entries()) {
      Value value = entry.value();
      if (proportion >= 1 && !value.type().equals(Value.SCALAR)) {
        sum = sum.plus(Resources.of(entry.key(), value));
      } else if (value.type().equals(Value.RANGES)) {
        long count = count(proportion, whole.ranges(entry.key().name()).size());
        sum = sum.plus(Resources.of(entry.key(), Value.ranges(value.ranges().first(count))));
      } else if (value.type().equals(Value.SET)) {
        long count = count(proportion, value.items().size());
        Iterable<String> some = value.items().stream().limit(count).toList();
        sum = sum.plus(Resources.of(entry.key(), Value.set(some)));
      }
    }
    return sum;
  }

  private static long count(double proportion, long of) {
    return (long) Math.ceil(proportion * of);
  }

  private static Resources scalar(Resource entry, long milli) {
    return Resources.of(entry.key(), Value.scalar(milli));
  }
}
