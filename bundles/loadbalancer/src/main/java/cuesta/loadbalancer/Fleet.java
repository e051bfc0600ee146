package cuesta.loadbalancer;

import cuesta.api.balancer.BalancerStats;
import cuesta.api.balancer.Route;
import cuesta.api.balancer.Route.Backend;
import cuesta.api.balancer.RouteTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All instances and applications, over all tables: what is known of one stays when the table
 * changes. Thread-safe.
 */
final class Fleet {
  private final int lanes;
  private final Map<Backend, Instance> instances = new LinkedHashMap<>();
  private final Map<String, AppBooks> books = new TreeMap<>();

  Fleet(int lanes) {
    this.lanes = lanes;
  }

  /**
   * Makes a table usable. Instances that it does not name are removed, and forgotten when their
   * last request has ended.
   *
   * @param table the whole one
   * @return to look up in
   */
  synchronized Routing routing(RouteTable table) {
    Map<Backend, Instance> before = new LinkedHashMap<>(instances);
    List<Routing.Hit> hits = new ArrayList<>();
    for (Route route : table.routes()) {
      Application application = application(route);
      route.matches().forEach(match -> hits.add(new Routing.Hit(match, application)));
      route.backends().forEach(before::remove);
    }
    before.values().forEach(Instance::remove);
    instances.values().removeIf(instance -> instance.isRemoved() && instance.open() == 0);
    return new Routing(
        table.revision(), application(new Route("", List.of(), List.of(), "")), hits);
  }

  private Application application(Route route) {
    List<Instance> all = new ArrayList<>();
    for (Backend backend : route.backends()) {
      Instance known = instances.get(backend);
      if (known == null) {
        known = new Instance(backend, lanes);
        instances.put(backend, known);
      }
      known.name();
      all.add(known);
    }
    AppBooks counts = books.computeIfAbsent(route.app(), name -> new AppBooks());
    return new Application(
        route.app(), List.copyOf(all), route.note(), counts, new AtomicInteger());
  }

  /**
   * All instances, removed ones with open requests among them.
   *
   * @return a copy
   */
  synchronized List<Instance> instances() {
    return List.copyOf(instances.values());
  }

  synchronized SortedMap<String, BalancerStats.App> apps() {
    SortedMap<String, BalancerStats.App> apps = new TreeMap<>();
    books.forEach((name, counts) -> apps.put(name, counts.read()));
    return apps;
  }

  synchronized SortedMap<String, Integer> open() {
    SortedMap<String, Integer> open = new TreeMap<>();
    for (Instance instance : instances.values()) {
      if (instance.open() > 0) {
        open.merge(instance.backend().id(), instance.open(), Integer::sum);
      }
    }
    return open;
  }
}
