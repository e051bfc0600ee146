package cuesta.allocator.drf;

import cuesta.api.resources.Resource;
import cuesta.api.resources.Resources;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The names of scalars that agents have, and amounts as arrays in their order. Names that no agent
 * has do not count: there is nothing of them to share.
 *
 * @param names sorted
 */
record Scalars(List<String> names) {
  static Scalars of(Collection<Resources> all) {
    TreeSet<String> names = new TreeSet<>();
    for (Resources resources : all) {
      for (Resource entry : resources.scalars().entries()) {
        names.add(entry.key().name());
      }
    }
    return new Scalars(List.copyOf(names));
  }

  int size() {
    return names.size();
  }

  long[] none() {
    return new long[names.size()];
  }

  long[] amounts(Resources resources) {
    long[] amounts = none();
    for (Resource entry : resources.entries()) {
      if (entry.value().milli() > 0) {
        int i = index(entry.key().name());
        if (i >= 0) {
          amounts[i] += entry.value().milli();
        }
      }
    }
    return amounts;
  }

  /** An amount for each name that is given, something else for the others. */
  long[] bounds(Resources given, long otherwise) {
    long[] bounds = none();
    for (int i = 0; i < bounds.length; i++) {
      String name = names.get(i);
      boolean named = given.entries().stream().anyMatch(e -> e.key().name().equals(name));
      bounds[i] = named ? given.milli(name) : otherwise;
    }
    return bounds;
  }

  boolean knows(Resources resources) {
    for (Resource entry : resources.entries()) {
      if (entry.value().milli() > 0 && index(entry.key().name()) < 0) {
        return false;
      }
    }
    return true;
  }

  int index(String name) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equals(name)) {
        return i;
      }
    }
    return -1;
  }

  static void add(long[] sum, long[] more) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more[i];
    }
  }

  static void subtract(long[] sum, long[] less) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] -= less[i];
    }
  }

  static boolean contains(long[] whole, long[] part) {
    for (int i = 0; i < whole.length; i++) {
      if (whole[i] < part[i]) {
        return false;
      }
    }
    return true;
  }

  /** The largest part that the amounts are of the total. */
  static double share(long[] amounts, long[] total) {
    double share = 0;
    for (int i = 0; i < total.length; i++) {
      if (total[i] > 0) {
        share = Math.max(share, (double) amounts[i] / total[i]);
      }
    }
    return share;
  }
}
