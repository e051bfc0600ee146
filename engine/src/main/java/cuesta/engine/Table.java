package cuesta.engine;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;

/**
 * A persistent sorted map: each change gives a new table that shares nearly everything with the old
 * one. A snapshot is a reference, the order never depends on hashing, and two tables tell their
 * difference in the time of the difference (docs/decisions/0002-own-table.md). A B+tree, {@value
 * #WIDTH} wide; all leaves lie equally deep. Immutable; any thread.
 *
 * @param <K> keys, compared by their natural order
 * @param <V> values, never null
 */
public final class Table<K extends Comparable<? super K>, V> implements Iterable<Map.Entry<K, V>> {
  /**
   * Children per node: wide enough for flat trees, narrow enough that copying a node on each update
   * stays cheap (measured).
   */
  static final int WIDTH = 32;

  /** A node with fewer children than this is joined with its neighbour. */
  static final int THIN = 8;

  private static final Table<?, ?> EMPTY = new Table<>(null, 0);

  private final Node root;
  private final int size;

  private Table(Node root, int size) {
    this.root = root;
    this.size = size;
  }

  /**
   * The empty table.
   *
   * @param <K> keys
   * @param <V> values
   * @return the table
   */
  @SuppressWarnings("unchecked") // holds nothing, so it is of every type
  public static <K extends Comparable<? super K>, V> Table<K, V> empty() {
    return (Table<K, V>) EMPTY;
  }

  /**
   * Counts the entries.
   *
   * @return how many; constant time
   */
  public int size() {
    return size;
  }

  /**
   * Says whether there are no entries.
   *
   * @return true if empty
   */
  public boolean isEmpty() {
    return size == 0;
  }

  /**
   * Finds a value.
   *
   * @param key its key
   * @return the value, or null
   */
  @SuppressWarnings("unchecked") // only V is ever put in
  public V get(K key) {
    Node node = root;
    if (node == null) {
      return null;
    }
    while (!node.leaf) {
      node = (Node) node.values[node.child(key)];
    }
    int i = node.find(key);
    return i >= 0 ? (V) node.values[i] : null;
  }

  /**
   * Says whether there is a value.
   *
   * @param key its key
   * @return true if so
   */
  public boolean has(K key) {
    return get(key) != null;
  }

  /**
   * The table with an entry put in or replaced.
   *
   * @param key its key
   * @param value its value
   * @return a new table; this one if that very value is there already
   */
  public Table<K, V> with(K key, V value) {
    Objects.requireNonNull(key);
    Objects.requireNonNull(value);
    if (root == null) {
      return new Table<>(new Node(true, new Object[] {key}, new Object[] {value}), 1);
    }
    V old = get(key);
    if (old == value) {
      return this;
    }
    Node[] pair = root.put(key, value);
    Node top =
        pair[1] == null
            ? pair[0]
            : new Node(false, new Object[] {pair[0].keys[0], pair[1].keys[0]}, pair);
    return new Table<>(top, old == null ? size + 1 : size);
  }

  /**
   * The table without an entry.
   *
   * @param key its key
   * @return a new table; this one if there was no such entry
   */
  public Table<K, V> without(K key) {
    if (root == null || get(key) == null) {
      return this;
    }
    if (size == 1) {
      return empty();
    }
    Node top = root.remove(key);
    while (!top.leaf && top.keys.length == 1) {
      top = (Node) top.values[0];
    }
    return new Table<>(top, size - 1);
  }

  /**
   * The smallest key.
   *
   * @return the key
   * @throws NoSuchElementException if empty
   */
  @SuppressWarnings("unchecked")
  public K firstKey() {
    if (root == null) {
      throw new NoSuchElementException("empty table");
    }
    Node node = root;
    while (!node.leaf) {
      node = (Node) node.values[0];
    }
    return (K) node.keys[0];
  }

  /**
   * The largest key.
   *
   * @return the key
   * @throws NoSuchElementException if empty
   */
  @SuppressWarnings("unchecked")
  public K lastKey() {
    if (root == null) {
      throw new NoSuchElementException("empty table");
    }
    Node node = root;
    while (!node.leaf) {
      node = (Node) node.values[node.values.length - 1];
    }
    return (K) node.keys[node.keys.length - 1];
  }

  @Override
  public Iterator<Map.Entry<K, V>> iterator() {
    return walk(new Cursor(root));
  }

  /**
   * The entries from a key on.
   *
   * @param key the first key, whether it is there or not
   * @return the entries, in order
   */
  public Iterable<Map.Entry<K, V>> from(K key) {
    return () -> walk(new Cursor(root, key));
  }

  /**
   * The keys.
   *
   * @return in order
   */
  public Iterable<K> keys() {
    return () -> map(Map.Entry::getKey);
  }

  /**
   * The values.
   *
   * @return in the order of their keys
   */
  public Iterable<V> values() {
    return () -> map(Map.Entry::getValue);
  }

  private <T> Iterator<T> map(java.util.function.Function<Map.Entry<K, V>, T> part) {
    Iterator<Map.Entry<K, V>> entries = iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public T next() {
        return part.apply(entries.next());
      }
    };
  }

  @SuppressWarnings("unchecked")
  private Iterator<Map.Entry<K, V>> walk(Cursor cursor) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !cursor.ended();
      }

      @Override
      public Map.Entry<K, V> next() {
        if (cursor.ended()) {
          throw new NoSuchElementException();
        }
        Map.Entry<K, V> entry = Map.entry((K) cursor.key(), (V) cursor.value());
        cursor.advance();
        return entry;
      }
    };
  }

  /**
   * Who is told of a difference.
   *
   * @param <K> keys
   * @param <V> values
   */
  public interface Differences<K, V> {
    /**
     * An entry differs.
     *
     * @param key its key
     * @param before its value in the older table; null if it was added
     * @param after its value in the newer table; null if it was removed
     */
    void differs(K key, V before, V after);
  }

  /**
   * Tells what differs from an older table, in the order of the keys. Subtrees that both share are
   * skipped; values are compared by identity.
   *
   * @param older an older table, best an ancestor of this one
   * @param to who is told
   */
  @SuppressWarnings("unchecked")
  public void diff(Table<K, V> older, Differences<? super K, ? super V> to) {
    Cursor was = new Cursor(older.root);
    Cursor is = new Cursor(root);
    while (!was.ended() || !is.ended()) {
      if (was.skipShared(is)) {
        continue;
      }
      int order = was.ended() ? 1 : is.ended() ? -1 : ((K) was.key()).compareTo((K) is.key());
      if (order < 0) {
        to.differs((K) was.key(), (V) was.value(), null);
        was.advance();
      } else if (order > 0) {
        to.differs((K) is.key(), null, (V) is.value());
        is.advance();
      } else {
        if (was.value() != is.value()) {
          to.differs((K) is.key(), (V) was.value(), (V) is.value());
        }
        was.advance();
        is.advance();
      }
    }
  }

  /** Two tables are equal if they hold the same entries, however they came to be. */
  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Table<?, ?> table) || table.size != size) {
      return false;
    }
    Iterator<?> theirs = table.iterator();
    for (Object mine : this) {
      if (!mine.equals(theirs.next())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (Object entry : this) {
      hash = hash * 31 + entry.hashCode();
    }
    return hash;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (Map.Entry<K, V> entry : this) {
      text.append(text.length() == 1 ? "" : ", ").append(entry);
    }
    return text.append('}').toString();
  }
}
