package cuesta.framework.webapp.engine;

import java.time.Instant;

/**
 * What names an instance. In this order they are served: the oldest first.
 *
 * @param created when it was decided on
 * @param app of which application
 * @param number the instance's number within it
 */
public record Key(Instant created, String app, long number) implements Comparable<Key> {
  @Override
  public int compareTo(Key other) {
    int order = created.compareTo(other.created);
    if (order == 0) {
      order = app.compareTo(other.app);
    }
    return order != 0 ? order : Long.compare(number, other.number);
  }
}
