package cuesta.framework.webapp.engine;

import cuesta.engine.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * An application with its versions and instances.
 *
 * @param app how it should be
 * @param versions those that are kept, by number
 * @param instances those that have not ended, by number
 */
public record Site(App app, Table<Integer, Version> versions, Table<Long, Instance> instances) {
  static Site of(App app) {
    return new Site(app, Table.empty(), Table.empty());
  }

  /**
   * Its name.
   *
   * @return the application's
   */
  public String name() {
    return app.name();
  }

  /**
   * What an instance is.
   *
   * @param instance one of its instances
   * @return of its version
   */
  public Spec spec(Instance instance) {
    return versions.get(instance.version()).spec();
  }

  /**
   * What it should be.
   *
   * @return of the target version
   */
  public Spec spec() {
    return versions.get(app.target()).spec();
  }

  /**
   * What the next version is called.
   *
   * @return a number that none has had
   */
  public int next() {
    int last = versions.isEmpty() ? 0 : versions.lastKey();
    return Math.max(last, app.target()) + 1;
  }

  /**
   * Those that are to stay.
   *
   * @return in the order of their numbers
   */
  public List<Instance> staying() {
    return all().stream().filter(Instance::stays).toList();
  }

  /**
   * How many take requests.
   *
   * @return their number
   */
  public int ready() {
    return (int) all().stream().filter(Instance::isReady).count();
  }

  /**
   * How many of those are as the application should be now.
   *
   * @return their number
   */
  public int fresh() {
    return (int) all().stream().filter(one -> one.isReady() && one.isNew(app)).count();
  }

  /**
   * All that have not ended.
   *
   * @return in the order of their numbers
   */
  public List<Instance> all() {
    List<Instance> all = new ArrayList<>();
    instances.values().forEach(all::add);
    return all;
  }

  /**
   * Whether instances may be started now.
   *
   * @return false while starts have to wait since others failed
   */
  public boolean mayStart() {
    return app.crash().until().isEmpty();
  }

  Site with(App next) {
    return new Site(next, versions, instances);
  }

  Site withVersions(Table<Integer, Version> next) {
    return new Site(app, next, instances);
  }

  Site withInstances(Table<Long, Instance> next) {
    return new Site(app, versions, next);
  }
}
