package cuesta.api.resources;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** Inclusive ranges of numbers ≥ 0, sorted, merged where they overlap or touch. Immutable. */
public final class Ranges {
  /** No number at all. */
  public static final Ranges NONE = new Ranges(new long[0]);

  /** The highest bound, so that "next number" never overflows. */
  public static final long MAX = Long.MAX_VALUE - 1;

  /** begin, end, begin, end, …; strictly growing, with a gap between neighbours. */
  private final long[] bounds;

  private Ranges(long[] bounds) {
    this.bounds = bounds;
  }

  /**
   * One range.
   *
   * @param begin first number
   * @param end last number
   * @return the range
   * @throws IllegalArgumentException if it is empty, negative or beyond {@link #MAX}
   */
  public static Ranges of(long begin, long end) {
    if (begin < 0 || end < begin || end > MAX) {
      throw new IllegalArgumentException(
          "range [" + begin + "-" + end + "] must have 0 ≤ begin ≤ end ≤ " + MAX);
    }
    return new Ranges(new long[] {begin, end});
  }

  /**
   * Reads {@code [a-b, c-d]}; a single number stands for itself.
   *
   * @param field what the error message calls it
   * @param text the text
   * @return the ranges
   * @throws IllegalArgumentException naming the field
   */
  public static Ranges parse(String field, String text) {
    String inner = text.strip();
    if (!inner.startsWith("[") || !inner.endsWith("]")) {
      throw new IllegalArgumentException(
          field + " is not a range like [31000-32000]: '" + text + "'");
    }
    Ranges sum = NONE;
    for (String part : inner.substring(1, inner.length() - 1).split(",")) {
      if (part.isBlank()) {
        continue;
      }
      String[] ends = part.split("-", -1);
      try {
        long begin = Long.parseLong(ends[0].strip());
        long end = ends.length == 1 ? begin : Long.parseLong(ends[1].strip());
        if (ends.length > 2) {
          throw new NumberFormatException();
        }
        sum = sum.plus(of(begin, end));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            field + " has the bad range '" + part.strip() + "'; write begin-end");
      }
    }
    return sum;
  }

  /**
   * Says whether there is no number in it.
   *
   * @return true if empty
   */
  public boolean isEmpty() {
    return bounds.length == 0;
  }

  /**
   * Counts the numbers.
   *
   * @return how many
   */
  public long size() {
    long count = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      count += bounds[i + 1] - bounds[i] + 1;
    }
    return count;
  }

  /**
   * The lowest number.
   *
   * @return the number, if there is one
   */
  public OptionalLong first() {
    return isEmpty() ? OptionalLong.empty() : OptionalLong.of(bounds[0]);
  }

  /**
   * The lowest numbers.
   *
   * @param count how many
   * @return ranges with that many numbers, or all if there are fewer
   */
  public Ranges first(long count) {
    List<long[]> taken = new ArrayList<>();
    long left = count;
    for (int i = 0; i < bounds.length && left > 0; i += 2) {
      long n = Math.min(left, bounds[i + 1] - bounds[i] + 1);
      taken.add(new long[] {bounds[i], bounds[i] + n - 1});
      left -= n;
    }
    return merged(taken);
  }

  /**
   * Each range as a pair.
   *
   * @return pairs of begin and end, in order
   */
  public List<long[]> pairs() {
    List<long[]> pairs = new ArrayList<>(bounds.length / 2);
    for (int i = 0; i < bounds.length; i += 2) {
      pairs.add(new long[] {bounds[i], bounds[i + 1]});
    }
    return pairs;
  }

  /**
   * The numbers of both.
   *
   * @param other other ranges
   * @return the union
   */
  public Ranges plus(Ranges other) {
    if (other.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return other;
    }
    List<long[]> all = pairs();
    all.addAll(other.pairs());
    all.sort((a, b) -> Long.compare(a[0], b[0]));
    return merged(all);
  }

  /**
   * The numbers that the other one lacks.
   *
   * @param other other ranges
   * @return the difference
   */
  public Ranges minus(Ranges other) {
    List<long[]> rest = new ArrayList<>();
    int o = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      long begin = bounds[i];
      long end = bounds[i + 1];
      while (o < other.bounds.length && other.bounds[o + 1] < begin) {
        o += 2;
      }
      int k = o;
      while (k < other.bounds.length && other.bounds[k] <= end && begin <= end) {
        if (other.bounds[k] > begin) {
          rest.add(new long[] {begin, other.bounds[k] - 1});
        }
        begin = other.bounds[k + 1] + 1;
        k += 2;
      }
      if (begin <= end) {
        rest.add(new long[] {begin, end});
      }
    }
    return merged(rest);
  }

  /**
   * The numbers that both have.
   *
   * @param other other ranges
   * @return the intersection
   */
  public Ranges common(Ranges other) {
    return minus(minus(other));
  }

  /**
   * Says whether all numbers of the other one are in this.
   *
   * @param other other ranges
   * @return true if so
   */
  public boolean contains(Ranges other) {
    int i = 0;
    for (int o = 0; o < other.bounds.length; o += 2) {
      while (i < bounds.length && bounds[i + 1] < other.bounds[o]) {
        i += 2;
      }
      if (i >= bounds.length
          || bounds[i] > other.bounds[o]
          || bounds[i + 1] < other.bounds[o + 1]) {
        return false;
      }
    }
    return true;
  }

  /** Sorted pairs to canonical form. */
  private static Ranges merged(List<long[]> sorted) {
    if (sorted.isEmpty()) {
      return NONE;
    }
    long[] out = new long[sorted.size() * 2];
    int n = 0;
    for (long[] pair : sorted) {
      if (n > 0 && pair[0] <= out[n - 1] + 1) {
        out[n - 1] = Math.max(out[n - 1], pair[1]);
      } else {
        out[n++] = pair[0];
        out[n++] = pair[1];
      }
    }
    return new Ranges(n == out.length ? out : Arrays.copyOf(out, n));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ranges r && Arrays.equals(bounds, r.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  /** The text that {@link #parse} reads: {@code [31000-31009, 31020-31020]}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < bounds.length; i += 2) {
      text.append(i == 0 ? "" : ", ").append(bounds[i]).append('-').append(bounds[i + 1]);
    }
    return text.append(']').toString();
  }
}
