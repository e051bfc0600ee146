package cuesta.framework.webapp.engine;

import cuesta.engine.Table;
import cuesta.framework.kit.Launches;

/** Which instances may be launched. */
final class Index {
  private Index() {}

  /** A site changes; costs what changed of it. Either may be null. */
  static Launches<Key> move(Launches<Key> launches, Site before, Site after) {
    Table<Long, Instance> old = before == null ? Table.empty() : before.instances();
    Table<Long, Instance> now = after == null ? Table.empty() : after.instances();
    String name = before == null ? after.name() : before.name();
    Moved moved = new Moved(launches);
    now.diff(
        old,
        (number, was, is) -> {
          if (is == null) {
            moved.launches = moved.launches.without(was.key(name));
          } else {
            moved.put(after, is);
          }
        });
    boolean switched = before != null && after != null && before.mayStart() != after.mayStart();
    if (switched) {
      after.all().stream()
          .filter(instance -> instance.launch().waits())
          .forEach(instance -> moved.put(after, instance));
    }
    return moved.launches;
  }

  private static final class Moved {
    private Launches<Key> launches;

    Moved(Launches<Key> launches) {
      this.launches = launches;
    }

    void put(Site site, Instance instance) {
      Key key = instance.key(site.name());
      boolean held = instance.launch().waits() && !site.mayStart();
      launches = held ? launches.without(key) : launches.with(key, instance.launch());
    }
  }
}
