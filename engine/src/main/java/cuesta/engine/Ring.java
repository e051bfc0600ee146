package cuesta.engine;

/**
 * The last so many things: a persistent queue that forgets the oldest, so that no history grows
 * with uptime.
 *
 * @param items by number
 * @param next the number of the next item; numbers only grow
 * @param limit how many are kept
 * @param <V> the items
 */
public record Ring<V>(Table<Long, V> items, long next, int limit) {
  /**
   * An empty ring.
   *
   * @param limit how many are kept
   * @param <V> the items
   * @return the ring
   */
  public static <V> Ring<V> of(int limit) {
    return new Ring<>(Table.empty(), 1, limit);
  }

  /**
   * The ring with one more item.
   *
   * @param item the item
   * @return a new ring
   */
  public Ring<V> with(V item) {
    Table<Long, V> more = items.with(next, item);
    if (more.size() > limit) {
      more = more.without(more.firstKey());
    }
    return new Ring<>(more, next + 1, limit);
  }
}
