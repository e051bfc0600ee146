package cuesta.framework.webapp;

import cuesta.framework.kit.form.Fields;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a load balancer said last.
 *
 * @param heard when, by {@link System#nanoTime}
 * @param version of the table that it goes by
 * @param address where it listens
 * @param connections of clients
 * @param open requests under way, by task
 * @param apps what it has done so far, by application
 */
record Report(
    long heard,
    String version,
    String address,
    int connections,
    Map<String, Integer> open,
    Map<String, Traffic> apps) {

  static Report read(Fields from) {
    TreeMap<String, Integer> open = new TreeMap<>();
    from.objects("open")
        .forEach(all -> all.texts().keySet().forEach(task -> open.put(task, number(all, task))));
    TreeMap<String, Traffic> apps = new TreeMap<>();
    for (Fields all : from.objects("apps")) {
      for (String app : all.objects().keySet()) {
        all.objects(app).forEach(one -> apps.put(app, Traffic.read(one)));
      }
    }
    return new Report(
        System.nanoTime(),
        from.one("version").orElse(""),
        from.need("address"),
        number(from, "connections"),
        open,
        apps);
  }

  private static int number(Fields from, String field) {
    return Math.toIntExact(from.number(field));
  }

  boolean isOlder(Duration age) {
    return System.nanoTime() - heard > age.toNanos();
  }

  int open(String task) {
    return open.getOrDefault(task, 0);
  }
}
