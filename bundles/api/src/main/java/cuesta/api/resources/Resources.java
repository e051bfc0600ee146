package cuesta.api.resources;

import cuesta.api.RoleId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A bag of resources: at most one entry per {@link ResourceKey}, no empty entries, sorted.
 * Immutable; any thread. Scalars are integers in thousandths, so ten times 0.1 cpus is one cpu.
 * Laws (property-tested): {@code plus} is commutative and associative with {@link #NONE}; {@code
 * a.plus(b).minus(b)} equals {@code a} where their ranges and sets do not overlap; {@code
 * a.contains(b)} exactly if {@code a.minus(b)} exists.
 */
public final class Resources {
  /** Nothing. */
  public static final Resources NONE = new Resources(new Resource[0]);

  private final Resource[] entries;

  private Resources(Resource[] entries) {
    this.entries = entries;
  }

  /**
   * Reads Mesos' text form, {@code name(role):value;name:value}: {@code
   * cpus:4;mem:1024;ports:[31000-32000]}.
   *
   * @param text the text
   * @return the resources
   * @throws IllegalArgumentException naming what is wrong
   */
  public static Resources parse(String text) {
    return ResourcesText.parse(text);
  }

  /**
   * Cores and mebibytes, what most tasks ask for.
   *
   * @param cpusMilli thousandths of a core
   * @param memMilli thousandths of a mebibyte
   * @return the resources
   */
  public static Resources cpusMem(long cpusMilli, long memMilli) {
    return scalar("cpus", cpusMilli).plus(scalar("mem", memMilli));
  }

  /**
   * One unreserved scalar.
   *
   * @param name its name
   * @param milli thousandths
   * @return the resources
   */
  public static Resources scalar(String name, long milli) {
    return of(ResourceKey.of(name), Value.scalar(milli));
  }

  /**
   * Unreserved ranges.
   *
   * @param name the name
   * @param ranges the ranges
   * @return the resources
   */
  public static Resources ranges(String name, Ranges ranges) {
    return of(ResourceKey.of(name), Value.ranges(ranges));
  }

  /**
   * One entry.
   *
   * @param key what
   * @param value how much
   * @return the resources
   */
  public static Resources of(ResourceKey key, Value value) {
    return value.isEmpty() ? NONE : new Resources(new Resource[] {new Resource(key, value)});
  }

  /**
   * Says whether there is nothing.
   *
   * @return true if empty
   */
  public boolean isEmpty() {
    return entries.length == 0;
  }

  /**
   * The entries, sorted by key.
   *
   * @return an unmodifiable list
   */
  public List<Resource> entries() {
    return List.of(entries);
  }

  /**
   * The amount of a scalar over all reservations.
   *
   * @param name its name
   * @return thousandths
   */
  public long milli(String name) {
    long sum = 0;
    for (Resource entry : entries) {
      if (entry.key().name().equals(name)) {
        sum += entry.value().milli();
      }
    }
    return sum;
  }

  /**
   * The ranges of a name over all reservations.
   *
   * @param name the name
   * @return the ranges
   */
  public Ranges ranges(String name) {
    Ranges sum = Ranges.NONE;
    for (Resource entry : entries) {
      if (entry.key().name().equals(name)) {
        sum = sum.plus(entry.value().ranges());
      }
    }
    return sum;
  }

  /**
   * Both together.
   *
   * @param other what is added
   * @return the sum
   * @throws IllegalArgumentException if one name has two types
   */
  public Resources plus(Resources other) {
    if (other.entries.length == 0) {
      return this;
    }
    if (entries.length == 0) {
      return other;
    }
    Resource[] out = new Resource[entries.length + other.entries.length];
    int n = 0;
    int i = 0;
    int j = 0;
    while (i < entries.length || j < other.entries.length) {
      int order = order(i, other, j);
      if (order < 0) {
        out[n++] = entries[i++];
      } else if (order > 0) {
        out[n++] = other.entries[j++];
      } else {
        Resource mine = entries[i++];
        Value theirs = other.entries[j++].value();
        sameType(mine, theirs);
        out[n++] = new Resource(mine.key(), mine.value().plus(theirs));
      }
    }
    return new Resources(n == out.length ? out : Arrays.copyOf(out, n));
  }

  /**
   * What is left without the other.
   *
   * @param other what is taken away; contained in this
   * @return the rest
   * @throws IllegalArgumentException if it is not contained, naming the first entry that is short
   */
  public Resources minus(Resources other) {
    if (other.entries.length == 0) {
      return this;
    }
    Resource[] out = new Resource[entries.length];
    int n = 0;
    int j = 0;
    for (Resource mine : entries) {
      int order = j < other.entries.length ? mine.key().compareTo(other.entries[j].key()) : -1;
      if (order > 0) {
        throw lacking(other.entries[j]);
      }
      Value rest = mine.value();
      if (order == 0) {
        Resource taken = other.entries[j++];
        if (!rest.type().equals(taken.value().type()) || !rest.contains(taken.value())) {
          throw lacking(taken);
        }
        rest = rest.minus(taken.value());
      }
      if (!rest.isEmpty()) {
        out[n++] = rest == mine.value() ? mine : new Resource(mine.key(), rest);
      }
    }
    if (j < other.entries.length) {
      throw lacking(other.entries[j]);
    }
    return n == 0 ? NONE : new Resources(n == out.length ? out : Arrays.copyOf(out, n));
  }

  /**
   * Says whether the other is a part of this.
   *
   * @param other the part
   * @return true if {@link #minus} would succeed
   */
  public boolean contains(Resources other) {
    int i = 0;
    for (Resource wanted : other.entries) {
      while (i < entries.length && entries[i].key().compareTo(wanted.key()) < 0) {
        i++;
      }
      if (i >= entries.length
          || !entries[i].key().equals(wanted.key())
          || !entries[i].value().type().equals(wanted.value().type())
          || !entries[i].value().contains(wanted.value())) {
        return false;
      }
    }
    return true;
  }

  /**
   * What both have, per key.
   *
   * @param other the other
   * @return the common part
   */
  public Resources common(Resources other) {
    List<Resource> out = new ArrayList<>();
    int i = 0;
    for (Resource theirs : other.entries) {
      while (i < entries.length && entries[i].key().compareTo(theirs.key()) < 0) {
        i++;
      }
      if (i < entries.length
          && entries[i].key().equals(theirs.key())
          && entries[i].value().type().equals(theirs.value().type())) {
        Value both = entries[i].value().common(theirs.value());
        if (!both.isEmpty()) {
          out.add(new Resource(theirs.key(), both));
        }
      }
    }
    return new Resources(out.toArray(Resource[]::new));
  }

  /**
   * The entries that pass a test.
   *
   * @param test asked for each entry
   * @return those resources
   */
  public Resources filter(Predicate<Resource> test) {
    Resource[] out = new Resource[entries.length];
    int n = 0;
    for (Resource entry : entries) {
      if (test.test(entry)) {
        out[n++] = entry;
      }
    }
    return n == entries.length ? this : n == 0 ? NONE : new Resources(Arrays.copyOf(out, n));
  }

  /**
   * What a role may be given of this.
   *
   * @param role the role
   * @return unreserved resources and those reserved for it
   */
  public Resources allocatableTo(RoleId role) {
    return filter(entry -> entry.key().isAllocatableTo(role));
  }

  /**
   * The scalars only.
   *
   * @return the scalars
   */
  public Resources scalars() {
    return filter(entry -> entry.value().type().equals(Value.SCALAR));
  }

  /**
   * Finds concrete resources for a wish that names amounts only (unreserved entries): reserved ones
   * are taken before unreserved ones, so that what others could use too is left.
   *
   * @param wish amounts by name; entries that carry reservations are taken as they are
   * @return a part of this with the amounts wished for; empty if this has too little
   */
  public Optional<Resources> pick(Resources wish) {
    if (contains(wish) && filter(entry -> !entry.key().reservations().isEmpty()).isEmpty()) {
      return Optional.of(wish);
    }
    return Picking.pick(this, wish);
  }

  private int order(int i, Resources other, int j) {
    if (i >= entries.length) {
      return 1;
    }
    return j >= other.entries.length ? -1 : entries[i].key().compareTo(other.entries[j].key());
  }

  private static void sameType(Resource mine, Value theirs) {
    if (!mine.value().type().equals(theirs.type())) {
      throw new IllegalArgumentException(
          "resource "
              + mine.key().name()
              + " is given both as "
              + mine.value().type()
              + " and as "
              + theirs.type());
    }
  }

  private IllegalArgumentException lacking(Resource wanted) {
    return new IllegalArgumentException(
        "resource "
            + wanted.key().name()
            + ":"
            + wanted.value()
            + " is not contained in '"
            + this
            + "'");
  }

  static Resources sorted(List<Resource> entries) {
    Resources sum = NONE;
    for (Resource entry : entries) {
      sum = sum.plus(of(entry.key(), entry.value()));
    }
    return sum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Resources r && Arrays.equals(entries, r.entries);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(entries);
  }

  /**
   * The text form, which {@link #parse} reads for all but revocable and dynamically reserved
   * resources.
   */
  @Override
  public String toString() {
    return ResourcesText.write(this);
  }
}
