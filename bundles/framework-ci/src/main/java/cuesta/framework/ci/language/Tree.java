package cuesta.framework.ci.language;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/** A configuration as it is written, each part with its place. Parts may be shared. */
sealed interface Tree {
  /** Where it begins. */
  Origin at();

  /** How many parts it would have if none were shared; at most {@link Integer#MAX_VALUE}. */
  int size();

  /** The same, having come by a way. */
  Tree by(String way);

  /** Whether nothing is said. */
  default boolean absent() {
    return false;
  }

  /** One value. Plain is what has no quotes. */
  record Leaf(Origin at, String text, boolean plain) implements Tree {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public Leaf by(String way) {
      return new Leaf(at.by(way), text, plain);
    }

    @Override
    public boolean absent() {
      return plain
          && switch (text) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
          };
    }
  }

  /** A list. */
  record Items(Origin at, List<Tree> items, int size) implements Tree {
    Items(Origin at, List<Tree> items) {
      this(at, List.copyOf(items), sum(items));
    }

    private static int sum(List<Tree> items) {
      long sum = 1;
      for (Tree item : items) {
        sum += item.size();
      }
      return (int) Math.min(sum, Integer.MAX_VALUE);
    }

    @Override
    public Items by(String way) {
      return new Items(at.by(way), items, size);
    }
  }

  /** A value of a key, with the key's own place. */
  record Entry(Origin key, Tree value) {
    /** The place that a person would want to see. */
    Origin origin() {
      return value.at().via().isEmpty() ? key : value.at();
    }
  }

  /** Keys with values, in their order. */
  record Keys(Origin at, SequencedMap<String, Entry> entries, int size) implements Tree {
    Keys(Origin at, SequencedMap<String, Entry> entries) {
      this(at, Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries)), sum(entries));
    }

    private static int sum(SequencedMap<String, Entry> entries) {
      long sum = 1;
      for (Entry entry : entries.values()) {
        sum += 1L + entry.value().size();
      }
      return (int) Math.min(sum, Integer.MAX_VALUE);
    }

    @Override
    public Keys by(String way) {
      return new Keys(at.by(way), entries, size);
    }

    /** What is said of a key. */
    Optional<Tree> get(String key) {
      return Optional.ofNullable(entries.get(key)).map(Entry::value).filter(v -> !v.absent());
    }

    /** The text of a key, if it is one. */
    Optional<String> text(String key) {
      return get(key).filter(Leaf.class::isInstance).map(leaf -> ((Leaf) leaf).text());
    }

    /** The keys of a key, if it has some. */
    Optional<Keys> keys(String key) {
      return get(key).filter(Keys.class::isInstance).map(Keys.class::cast);
    }

    /** Where a key is said, or where all this is. */
    Origin at(String key) {
      return Optional.ofNullable(entries.get(key)).map(Entry::origin).orElse(at);
    }

    /** The same without a key. */
    Keys without(String key) {
      LinkedHashMap<String, Entry> rest = new LinkedHashMap<>(entries);
      rest.remove(key);
      return new Keys(at, rest);
    }

    /** The same with other entries. */
    Keys map(UnaryOperator<Entry> change) {
      LinkedHashMap<String, Entry> changed = new LinkedHashMap<>();
      entries.forEach((key, entry) -> changed.put(key, change.apply(entry)));
      return new Keys(at, changed);
    }

    /** The same with each key, and each below it, having come by a way. */
    Keys inherited(String way) {
      return map(
          entry ->
              new Entry(
                  entry.key().by(way),
                  entry.value() instanceof Keys below
                      ? below.inherited(way)
                      : entry.value().by(way)));
    }

    /** What stands over this: it wins, keys in both are put together. */
    Keys under(Keys over) {
      LinkedHashMap<String, Entry> merged = new LinkedHashMap<>(entries);
      over.entries.forEach(
          (key, entry) -> {
            Entry old = merged.get(key);
            boolean both =
                old != null && old.value() instanceof Keys && entry.value() instanceof Keys;
            merged.put(
                key,
                both
                    ? new Entry(entry.key(), ((Keys) old.value()).under((Keys) entry.value()))
                    : entry);
          });
      return new Keys(over.at, merged);
    }
  }

  /** Stands for another part: the keys that lead to it. */
  record Reference(Origin at, List<String> path) implements Tree {
    public Reference {
      path = List.copyOf(path);
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public Reference by(String way) {
      return new Reference(at.by(way), path);
    }
  }
}
