package cuesta.framework.ci.engine;

import java.util.ArrayList;
import java.util.List;

/** What gives way to newer things. */
final class Retention {
  private Retention() {}

  /** The oldest pipelines that are over give way: of the project, of all, to bytes. */
  static void trim(Turn turn, String project) {
    List<Long> over = over(turn.state(), turn.state().index().projects().get(project).keys());
    drop(turn, over, over.size() - CiLimits.KEPT_OF_PROJECT);
    Index.Totals totals = turn.state().index().totals();
    int all = turn.state().lines().size() - totals.open();
    if (all > CiLimits.KEPT || totals.bytes() > CiLimits.BYTES) {
      List<Long> oldest = over(turn.state(), turn.state().lines().keys());
      drop(turn, oldest, all - CiLimits.KEPT);
      makeRoom(turn, 0);
    }
  }

  /** Lets old pipelines go until so many bytes fit in. */
  static void makeRoom(Turn turn, long bytes) {
    if (turn.state().index().totals().bytes() + bytes <= CiLimits.BYTES) {
      return;
    }
    for (long number : over(turn.state(), turn.state().lines().keys())) {
      if (turn.state().index().totals().bytes() + bytes <= CiLimits.BYTES) {
        return;
      }
      forget(turn, number);
    }
  }

  private static List<Long> over(CiState state, Iterable<Long> numbers) {
    List<Long> over = new ArrayList<>();
    for (long number : numbers) {
      if (state.lines().get(number).pipeline().status().isOver()) {
        over.add(number);
      }
    }
    return over;
  }

  private static void drop(Turn turn, List<Long> oldest, int many) {
    oldest.subList(0, Math.max(0, many)).forEach(number -> forget(turn, number));
  }

  /**
   * A pipeline goes, with all it left behind. Last of all the pipeline itself: if a crash comes
   * between, it lacks jobs, and goes when it is read.
   */
  static void forget(Turn turn, long number) {
    Line line = turn.line(number);
    if (line != null) {
      for (Job job : line.jobs().values()) {
        turn.record(new CiChange.JobGone(line.key(job)));
      }
      turn.record(new CiChange.PipelineGone(number));
      turn.emit(new CiEffect.Durable(number));
    }
  }

  /** The term of a job's artifacts is over: they go, unless nothing newer took their place. */
  static void expire(Turn turn, Key key) {
    Line line = turn.line(key.pipeline());
    Job job = turn.job(key);
    Archive archive = job.left().archive().orElseThrow();
    boolean stays = !line.pipeline().status().isOver() || isLatest(turn.state(), line);
    Left next =
        stays
            ? job.left().with(archive.until(turn.now().plus(CiLimits.LONGER)))
            : job.left().dropped();
    turn.keep(key.pipeline(), job.with(next));
  }

  /** Whether it is the last one of its branch or tag that went well. */
  private static boolean isLatest(CiState state, Line line) {
    Origin origin = line.pipeline().origin();
    long latest = 0;
    for (long number : state.index().projects().get(origin.project()).keys()) {
      Pipeline other = state.lines().get(number).pipeline();
      boolean same =
          other.origin().ref().equals(origin.ref()) && other.origin().tag() == origin.tag();
      latest = same && other.status() == PipelineStatus.SUCCESS ? number : latest;
    }
    return latest == line.number();
  }
}
