package cuesta.framework.ci.engine;

import cuesta.api.blob.Blob;
import cuesta.engine.Table;
import cuesta.framework.kit.Delays;
import cuesta.framework.kit.Launches;

/**
 * What follows from pipelines and caches.
 *
 * @param launches the jobs that wait for an agent or are on one
 * @param wakes when something is to be done about a job
 * @param groups the resource groups with jobs in them
 * @param blobs the blobs that are needed, with how often
 * @param projects the pipelines of each project
 * @param asked the pipelines by the key of whoever asked for them
 * @param totals sums
 */
public record Index(
    Launches<Key> launches,
    Delays<Key> wakes,
    Table<GroupKey, Group> groups,
    Table<String, Integer> blobs,
    Table<String, Table<Long, Boolean>> projects,
    Table<String, Long> asked,
    Totals totals) {
  static final Index EMPTY =
      new Index(
          Launches.none(),
          Delays.none(),
          Table.empty(),
          Table.empty(),
          Table.empty(),
          Table.empty(),
          new Totals(0, 0));

  /**
   * Sums.
   *
   * @param open pipelines that are not over
   * @param bytes what pipelines and jobs take in the store, at most
   */
  public record Totals(int open, long bytes) {
    Totals open(int more) {
      return new Totals(open + more, bytes);
    }

    Totals bytes(long more) {
      return new Totals(open, bytes + more);
    }
  }

  Index with(Launches<Key> next) {
    return new Index(next, wakes, groups, blobs, projects, asked, totals);
  }

  private Index with(Delays<Key> next) {
    return new Index(launches, next, groups, blobs, projects, asked, totals);
  }

  private Index with(Totals next) {
    return new Index(launches, wakes, groups, blobs, projects, asked, next);
  }

  /** A pipeline changes; costs what changed of it. Either may be null. */
  Index move(Line before, Line after) {
    Table<Integer, Job> old = before == null ? Table.empty() : before.jobs();
    Table<Integer, Job> now = after == null ? Table.empty() : after.jobs();
    Line any = after == null ? before : after;
    Index[] next = {this};
    now.diff(old, (number, was, is) -> next[0] = next[0].move(any, was, is));
    if (before != null && after != null) {
      return next[0].with(moved(next[0].totals, before.pipeline(), after.pipeline()));
    }
    return after == null ? next[0].leaves(before) : next[0].comes(after);
  }

  private static Totals moved(Totals totals, Pipeline was, Pipeline is) {
    return was == is
        ? totals
        : totals.open(open(is) - open(was)).bytes(Weights.of(is) - Weights.of(was));
  }

  private static int open(Pipeline pipeline) {
    return pipeline.status().isOver() ? 0 : 1;
  }

  private Index leaves(Line line) {
    Pipeline pipeline = line.pipeline();
    String project = pipeline.origin().project();
    Table<Long, Boolean> others = projects.get(project).without(pipeline.number());
    return new Index(
            launches,
            wakes,
            groups,
            blobs,
            others.isEmpty() ? projects.without(project) : projects.with(project, others),
            pipeline.key().isEmpty() ? asked : asked.without(pipeline.key()),
            totals.open(-open(pipeline)).bytes(-Weights.of(pipeline)))
        .drop(pipeline.origin().tree());
  }

  private Index comes(Line line) {
    Pipeline pipeline = line.pipeline();
    String project = pipeline.origin().project();
    Table<Long, Boolean> others = projects.has(project) ? projects.get(project) : Table.empty();
    return new Index(
            launches,
            wakes,
            groups,
            blobs,
            projects.with(project, others.with(pipeline.number(), true)),
            pipeline.key().isEmpty() ? asked : asked.with(pipeline.key(), pipeline.number()),
            totals.open(open(pipeline)).bytes(Weights.of(pipeline)))
        .need(pipeline.origin().tree());
  }

  private Index move(Line line, Job was, Job is) {
    Key key = line.key(was == null ? is : was);
    Launches<Key> out =
        is != null && is.status().isOut() ? launches.with(key, is.launch()) : launches.without(key);
    Index next =
        with(out)
            .with(Wakes.of(is).map(at -> wakes.with(key, at)).orElseGet(() -> wakes.without(key)))
            .with(totals.bytes(Weights.of(is) - Weights.of(was)))
            .group(line, key, was == null ? is : was, is == null ? null : is.status());
    for (Blob blob : Weights.blobs(is)) {
      next = next.need(blob);
    }
    for (Blob blob : Weights.blobs(was)) {
      next = next.drop(blob);
    }
    return next;
  }

  private Index group(Line line, Key key, Job job, JobStatus status) {
    if (job.flow().resourceGroup().isEmpty()) {
      return this;
    }
    String name = Variables.group(line.pipeline(), job);
    GroupKey group = new GroupKey(line.pipeline().origin().project(), name);
    Group was = groups.has(group) ? groups.get(group) : Group.EMPTY;
    Group is = was.with(key, status);
    return new Index(
        launches,
        wakes,
        is.isEmpty() ? groups.without(group) : groups.with(group, is),
        blobs,
        projects,
        asked,
        totals);
  }

  /** A cache changes. Either may be null. */
  Index move(Cached before, Cached after) {
    Index next = after == null ? this : need(after.blob());
    return before == null ? next : next.drop(before.blob());
  }

  private Index need(Blob blob) {
    return count(blob, 1);
  }

  private Index drop(Blob blob) {
    return count(blob, -1);
  }

  private Index count(Blob blob, int more) {
    Integer had = blobs.get(blob.hash());
    int has = (had == null ? 0 : had) + more;
    return new Index(
        launches,
        wakes,
        groups,
        has == 0 ? blobs.without(blob.hash()) : blobs.with(blob.hash(), has),
        projects,
        asked,
        totals);
  }
}
