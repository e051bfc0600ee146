package cuesta.framework.webapp.engine;

import cuesta.api.FrameworkId;
import cuesta.api.RoleId;
import cuesta.engine.Table;
import cuesta.framework.kit.Appetite;
import cuesta.framework.kit.Constraint;
import cuesta.framework.kit.Delays;
import cuesta.framework.kit.HungryState;
import cuesta.framework.kit.Launches;
import cuesta.framework.kit.Wish;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All applications, and what follows from them. Only {@code sites} are kept; the rest is built from
 * them, or belongs to the session.
 *
 * @param framework the framework's id, once subscribed
 * @param roles the framework's roles
 * @param sites the applications by name
 * @param launches the instances that may be launched or are
 * @param wakes when something is to be done about an application
 * @param totals sums over all applications
 * @param appetite whether offers are wanted
 */
public record WebState(
    Optional<FrameworkId> framework,
    List<RoleId> roles,
    Table<String, Site> sites,
    Launches<Key> launches,
    Delays<String> wakes,
    Totals totals,
    Appetite appetite)
    implements HungryState<Key, WebState> {

  /**
   * Sums.
   *
   * @param specBytes what versions take in the store
   * @param wanted instances that there should be
   */
  public record Totals(long specBytes, long wanted) {}

  /**
   * Nothing yet.
   *
   * @param roles the framework's roles
   * @return the state before the store was read
   */
  public static WebState of(List<RoleId> roles) {
    return new WebState(
        Optional.empty(),
        List.copyOf(roles),
        Table.empty(),
        Launches.none(),
        Delays.none(),
        new Totals(0, 0),
        Appetite.fresh(roles));
  }

  /**
   * An instance that has not ended.
   *
   * @param key its key
   * @return the instance; null if there is none
   */
  public Instance instance(Key key) {
    Site site = sites.get(key.app());
    return site == null ? null : site.instances().get(key.number());
  }

  /**
   * What an instance needs.
   *
   * @param key its key
   * @param constraint where its application may run
   * @return its wish
   */
  public Wish<Key> wish(Key key, Constraint constraint) {
    Spec spec = sites.get(key.app()).spec(instance(key));
    long turn = key.app().hashCode() + key.number() * spec.ports();
    return new Wish<>(key, roles.getFirst(), spec.amounts(), spec.ports(), turn, constraint);
  }

  WebState subscribed(FrameworkId id) {
    return new WebState(Optional.of(id), roles, sites, launches, wakes, totals, appetite);
  }

  @Override
  public WebState with(Launches<Key> next) {
    return new WebState(framework, roles, sites, next, wakes, totals, appetite);
  }

  @Override
  public WebState with(Appetite next) {
    return new WebState(framework, roles, sites, launches, wakes, totals, next);
  }

  /** Puts a site in, or takes it out if it is null, with all that follows from it. */
  WebState with(String name, Site after) {
    Site before = sites.get(name);
    Optional<Instant> wake = after == null ? Optional.empty() : Wakes.of(after);
    return new WebState(
        framework,
        roles,
        after == null ? sites.without(name) : sites.with(name, after),
        Index.move(launches, before, after),
        wake.isPresent() ? wakes.with(name, wake.get()) : wakes.without(name),
        new Totals(
            totals.specBytes() + heavier(before, after),
            totals.wanted() + wanted(after) - wanted(before)),
        appetite);
  }

  private static long heavier(Site before, Site after) {
    boolean same = before != null && after != null && before.versions() == after.versions();
    return same ? 0 : weight(after) - weight(before);
  }

  private static long weight(Site site) {
    long bytes = 0;
    if (site != null) {
      for (Version version : site.versions().values()) {
        bytes += Weights.of(version.spec());
      }
    }
    return bytes;
  }

  private static int wanted(Site site) {
    return site == null ? 0 : site.app().wanted();
  }
}
