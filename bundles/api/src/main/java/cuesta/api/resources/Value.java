package cuesta.api.resources;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How much of a resource: a scalar in thousandths, ranges of numbers or a set of items. Immutable.
 * More kinds may come: ask by {@link #type} and expect unknown answers.
 */
public abstract class Value {
  /** The type of scalars. */
  public static final String SCALAR = "SCALAR";

  /** The type of ranges. */
  public static final String RANGES = "RANGES";

  /** The type of sets. */
  public static final String SET = "SET";

  Value() {}

  /**
   * A scalar.
   *
   * @param milli thousandths, ≥ 0
   * @return the value
   * @throws IllegalArgumentException if negative
   */
  public static Value scalar(long milli) {
    return new Scalar(milli);
  }

  /**
   * Ranges.
   *
   * @param ranges the ranges
   * @return the value
   */
  public static Value ranges(Ranges ranges) {
    return new OfRanges(ranges);
  }

  /**
   * A set.
   *
   * @param items its items
   * @return the value
   */
  public static Value set(Iterable<String> items) {
    TreeSet<String> sorted = new TreeSet<>();
    items.forEach(sorted::add);
    return new OfSet(sorted);
  }

  /**
   * What kind of value this is.
   *
   * @return {@link #SCALAR}, {@link #RANGES}, {@link #SET} or something newer
   */
  public abstract String type();

  /**
   * The amount of a scalar.
   *
   * @return thousandths; 0 for other types
   */
  public long milli() {
    return 0;
  }

  /**
   * The ranges of ranges.
   *
   * @return the ranges; none for other types
   */
  public Ranges ranges() {
    return Ranges.NONE;
  }

  /**
   * The items of a set.
   *
   * @return the items, sorted and unmodifiable; none for other types
   */
  public SortedSet<String> items() {
    return Collections.emptySortedSet();
  }

  abstract boolean isEmpty();

  /** Both together; the other one is of the same type. */
  abstract Value plus(Value other);

  /** This without the other one, which it contains. */
  abstract Value minus(Value other);

  abstract boolean contains(Value other);

  /** As much of this as the other one has too. */
  abstract Value common(Value other);

  private static final class Scalar extends Value {
    private final long milli;

    Scalar(long milli) {
      if (milli < 0) {
        throw new IllegalArgumentException("a resource amount may not be negative: " + milli);
      }
      this.milli = milli;
    }

    @Override
    public String type() {
      return SCALAR;
    }

    @Override
    public long milli() {
      return milli;
    }

    @Override
    boolean isEmpty() {
      return milli == 0;
    }

    @Override
    Value plus(Value other) {
      return new Scalar(Math.addExact(milli, other.milli()));
    }

    @Override
    Value minus(Value other) {
      return new Scalar(milli - other.milli());
    }

    @Override
    boolean contains(Value other) {
      return milli >= other.milli();
    }

    @Override
    Value common(Value other) {
      return milli <= other.milli() ? this : other;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Scalar s && s.milli == milli;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(milli);
    }

    @Override
    public String toString() {
      return Amounts.text(milli);
    }
  }

  private static final class OfRanges extends Value {
    private final Ranges ranges;

    OfRanges(Ranges ranges) {
      this.ranges = ranges;
    }

    @Override
    public String type() {
      return RANGES;
    }

    @Override
    public Ranges ranges() {
      return ranges;
    }

    @Override
    boolean isEmpty() {
      return ranges.isEmpty();
    }

    @Override
    Value plus(Value other) {
      return new OfRanges(ranges.plus(other.ranges()));
    }

    @Override
    Value minus(Value other) {
      return new OfRanges(ranges.minus(other.ranges()));
    }

    @Override
    boolean contains(Value other) {
      return ranges.contains(other.ranges());
    }

    @Override
    Value common(Value other) {
      return new OfRanges(ranges.common(other.ranges()));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof OfRanges r && r.ranges.equals(ranges);
    }

    @Override
    public int hashCode() {
      return ranges.hashCode();
    }

    @Override
    public String toString() {
      return ranges.toString();
    }
  }

  private static final class OfSet extends Value {
    private final SortedSet<String> items;

    OfSet(SortedSet<String> items) {
      this.items = Collections.unmodifiableSortedSet(items);
    }

    @Override
    public String type() {
      return SET;
    }

    @Override
    public SortedSet<String> items() {
      return items;
    }

    @Override
    boolean isEmpty() {
      return items.isEmpty();
    }

    @Override
    Value plus(Value other) {
      TreeSet<String> sum = new TreeSet<>(items);
      sum.addAll(other.items());
      return new OfSet(sum);
    }

    @Override
    Value minus(Value other) {
      TreeSet<String> rest = new TreeSet<>(items);
      rest.removeAll(other.items());
      return new OfSet(rest);
    }

    @Override
    boolean contains(Value other) {
      return items.containsAll(other.items());
    }

    @Override
    Value common(Value other) {
      TreeSet<String> both = new TreeSet<>(items);
      both.retainAll(other.items());
      return new OfSet(both);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof OfSet s && s.items.equals(items);
    }

    @Override
    public int hashCode() {
      return items.hashCode();
    }

    @Override
    public String toString() {
      return "{" + String.join(", ", items) + "}";
    }
  }
}
