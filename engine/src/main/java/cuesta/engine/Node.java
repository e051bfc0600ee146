package cuesta.engine;

import java.util.Arrays;

/**
 * A node of {@link Table}'s tree. In a leaf, values are the entries' values; above, they are nodes
 * and each key is a lower bound of its node's keys.
 */
final class Node {
  final boolean leaf;
  final Object[] keys;
  final Object[] values;

  Node(boolean leaf, Object[] keys, Object[] values) {
    this.leaf = leaf;
    this.keys = keys;
    this.values = values;
  }

  @SuppressWarnings("unchecked") // the table's keys are comparable with each other
  private static int compare(Object a, Object b) {
    return ((Comparable<Object>) a).compareTo(b);
  }

  /** As {@link Arrays#binarySearch}: the index, or −insertion point − 1. */
  int find(Object key) {
    int low = 0;
    int high = keys.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compare(keys[middle], key);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  /** The child that holds the key, if any does. */
  int child(Object key) {
    int i = find(key);
    return i >= 0 ? i : Math.max(0, -i - 2);
  }

  /** One node, or two where it had to be split (else the second is null). */
  Node[] put(Object key, Object value) {
    if (leaf) {
      int i = find(key);
      return i >= 0
          ? new Node[] {new Node(true, keys, replaced(values, i, value)), null}
          : new Node(true, inserted(keys, -i - 1, key), inserted(values, -i - 1, value)).split();
    }
    int i = child(key);
    Node[] pair = ((Node) values[i]).put(key, value);
    Object[] newKeys = replaced(keys, i, pair[0].keys[0]);
    Object[] newValues = replaced(values, i, pair[0]);
    if (pair[1] == null) {
      return new Node[] {new Node(false, newKeys, newValues), null};
    }
    return new Node(
            false, inserted(newKeys, i + 1, pair[1].keys[0]), inserted(newValues, i + 1, pair[1]))
        .split();
  }

  private Node[] split() {
    int n = keys.length;
    if (n <= Table.WIDTH) {
      return new Node[] {this, null};
    }
    int half = n / 2;
    return new Node[] {
      new Node(leaf, Arrays.copyOf(keys, half), Arrays.copyOf(values, half)),
      new Node(leaf, Arrays.copyOfRange(keys, half, n), Arrays.copyOfRange(values, half, n))
    };
  }

  /**
   * Without a key that is there. May come back thin or empty; the parent joins it with a neighbour.
   */
  Node remove(Object key) {
    if (leaf) {
      int i = find(key);
      return new Node(true, removed(keys, i), removed(values, i));
    }
    int i = child(key);
    Node less = ((Node) values[i]).remove(key);
    if (less.keys.length >= Table.THIN || keys.length == 1) {
      return less.keys.length == 0
          ? new Node(false, new Object[0], new Object[0])
          : new Node(false, replaced(keys, i, less.keys[0]), replaced(values, i, less));
    }
    int left = i > 0 ? i - 1 : i;
    Node a = i > 0 ? (Node) values[i - 1] : less;
    Node b = i > 0 ? less : (Node) values[i + 1];
    Node[] pair = new Node(a.leaf, joined(a.keys, b.keys), joined(a.values, b.values)).split();
    Object[] newKeys = replaced(keys, left, pair[0].keys[0]);
    Object[] newValues = replaced(values, left, pair[0]);
    return pair[1] == null
        ? new Node(false, removed(newKeys, left + 1), removed(newValues, left + 1))
        : new Node(
            false,
            replaced(newKeys, left + 1, pair[1].keys[0]),
            replaced(newValues, left + 1, pair[1]));
  }

  private static Object[] replaced(Object[] array, int at, Object value) {
    Object[] copy = array.clone();
    copy[at] = value;
    return copy;
  }

  private static Object[] inserted(Object[] array, int at, Object value) {
    Object[] copy = new Object[array.length + 1];
    System.arraycopy(array, 0, copy, 0, at);
    copy[at] = value;
    System.arraycopy(array, at, copy, at + 1, array.length - at);
    return copy;
  }

  private static Object[] removed(Object[] array, int at) {
    Object[] copy = new Object[array.length - 1];
    System.arraycopy(array, 0, copy, 0, at);
    System.arraycopy(array, at + 1, copy, at, copy.length - at);
    return copy;
  }

  private static Object[] joined(Object[] a, Object[] b) {
    Object[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
