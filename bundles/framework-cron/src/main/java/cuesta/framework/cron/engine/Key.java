package cuesta.framework.cron.engine;

import java.time.Instant;

/**
 * What names an open run. In this order they are served: the oldest instant first.
 *
 * @param instant for which instant
 * @param job of which job
 * @param number the run's number within the job
 */
public record Key(Instant instant, String job, long number) implements Comparable<Key> {
  @Override
  public int compareTo(Key other) {
    int order = instant.compareTo(other.instant);
    if (order == 0) {
      order = job.compareTo(other.job);
    }
    return order != 0 ? order : Long.compare(number, other.number);
  }
}
