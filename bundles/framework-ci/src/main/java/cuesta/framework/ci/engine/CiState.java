package cuesta.framework.ci.engine;

import cuesta.api.FrameworkId;
import cuesta.api.RoleId;
import cuesta.engine.Table;
import cuesta.framework.kit.Delays;
import cuesta.framework.kit.KitState;
import cuesta.framework.kit.Launches;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * All pipelines, and what follows from them. Only {@code lines}, {@code caches} and {@code counts}
 * are kept; the rest is built from them, or belongs to the session.
 *
 * @param framework the framework's id, once subscribed
 * @param roles the framework's roles
 * @param lines the pipelines by number
 * @param caches what later pipelines may find again
 * @param counts the last numbers that were given
 * @param index what follows from these
 * @param appetite whether offers are wanted
 */
public record CiState(
    Optional<FrameworkId> framework,
    List<RoleId> roles,
    Table<Long, Line> lines,
    Table<CacheKey, Cached> caches,
    Counts counts,
    Index index,
    Appetites appetite)
    implements KitState<Key, CiState> {
  /**
   * Nothing yet.
   *
   * @param roles the framework's roles
   * @return the state before the store was read
   */
  public static CiState of(List<RoleId> roles) {
    return new CiState(
        Optional.empty(),
        List.copyOf(roles),
        Table.empty(),
        Table.empty(),
        Counts.NONE,
        Index.EMPTY,
        Appetites.fresh(roles));
  }

  /**
   * A job.
   *
   * @param key its key
   * @return the job; null if there is none
   */
  public Job job(Key key) {
    Line line = lines.get(key.pipeline());
    return line == null ? null : line.jobs().get(key.index());
  }

  /**
   * The jobs that wait for an agent or are on one.
   *
   * @return their launches
   */
  @Override
  public Launches<Key> launches() {
    return index.launches();
  }

  Delays<Key> wakes() {
    return index.wakes();
  }

  /**
   * The blobs that are still needed: sources of all pipelines that are kept, since each may be
   * retried, artifacts, logs and caches. Whoever passes it on compares {@link Index#blobs} to see
   * whether it changed.
   *
   * @return their hashes
   */
  public SortedSet<String> needed() {
    TreeSet<String> hashes = new TreeSet<>();
    index.blobs().keys().forEach(hashes::add);
    return hashes;
  }

  CiState subscribed(FrameworkId id) {
    return new CiState(Optional.of(id), roles, lines, caches, counts, index, appetite);
  }

  CiState with(Index next) {
    return new CiState(framework, roles, lines, caches, counts, next, appetite);
  }

  @Override
  public CiState with(Launches<Key> next) {
    return with(index.with(next));
  }

  CiState with(Appetites next) {
    return new CiState(framework, roles, lines, caches, counts, index, next);
  }

  CiState with(Counts next) {
    return new CiState(framework, roles, lines, caches, next, index, appetite);
  }

  /** Puts a pipeline in, or takes it out if it is null, with all that follows from it. */
  CiState with(long number, Line after) {
    return new CiState(
        framework,
        roles,
        after == null ? lines.without(number) : lines.with(number, after),
        caches,
        counts,
        index.move(lines.get(number), after),
        appetite);
  }

  /** Puts a cache in, or takes it out if it is null. */
  CiState with(CacheKey key, Cached after) {
    return new CiState(
        framework,
        roles,
        lines,
        after == null ? caches.without(key) : caches.with(key, after),
        counts,
        index.move(caches.get(key), after),
        appetite);
  }
}
