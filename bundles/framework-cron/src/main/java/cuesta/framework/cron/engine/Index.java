package cuesta.framework.cron.engine;

import cuesta.engine.Table;
import cuesta.framework.kit.Delays;
import cuesta.framework.kit.Launches;
import java.time.Instant;
import java.util.Optional;

/** Which open runs may be launched, and when something is to be done about which. One use. */
final class Index {
  private Launches<Key> launches;
  private Delays<Key> wakes;

  Index(Launches<Key> launches, Delays<Key> wakes) {
    this.launches = launches;
    this.wakes = wakes;
  }

  Launches<Key> launches() {
    return launches;
  }

  Delays<Key> wakes() {
    return wakes;
  }

  /** A row changes; costs what changed of it. Either may be null. */
  Index move(Row before, Row after) {
    Table<Long, Run> old = before == null ? Table.empty() : before.progress().open();
    Table<Long, Run> now = after == null ? Table.empty() : after.progress().open();
    if (before != null && after != null && before.job() != after.job()) {
      now.values().forEach(run -> put(after, run)); // another timeout, another rule of overlaps
    }
    if (old == now) {
      return this;
    }
    String name = before == null ? after.name() : before.name();
    now.diff(
        old,
        (number, was, is) -> {
          if (is == null) {
            launches = launches.without(was.key(name));
            wakes = wakes.without(was.key(name));
          } else {
            put(after, is);
          }
        });
    if (!now.isEmpty()) {
      put(after, now.get(now.firstKey())); // its turn may have come
    }
    return this;
  }

  private void put(Row row, Run run) {
    Key key = run.key(row.name());
    launches = row.isEligible(run) ? launches.with(key, run.launch()) : launches.without(key);
    Optional<Instant> at = wake(row, run);
    wakes = at.isPresent() ? wakes.with(key, at.get()) : wakes.without(key);
  }

  private static Optional<Instant> wake(Row row, Run run) {
    if (run.until().isPresent()) {
      return run.until();
    }
    boolean runs = run.launch().isLive() && run.stop() == Run.Stop.NO;
    return row.job()
        .spec()
        .timeout()
        .filter(limit -> runs)
        .flatMap(limit -> run.launch().started().map(start -> start.plus(limit)));
  }
}
