package cuesta.framework.ci.engine;

/**
 * What came of an attempt of a job.
 *
 * @param end how it ended
 * @param left what it left behind
 * @param gathering how often that was asked for, while it is gathered
 * @param log what it printed
 */
public record Results(End end, Left left, Asked gathering, Log log) {
  /** Nothing yet. */
  public static final Results NONE = new Results(End.NONE, Left.NOTHING, Asked.FIRST, Log.NONE);

  Results with(End next) {
    return new Results(next, left, gathering, log);
  }

  Results with(Left next) {
    return new Results(end, next, gathering, log);
  }

  Results with(Asked next) {
    return new Results(end, left, next, log);
  }

  Results with(Log next) {
    return new Results(end, left, gathering, next);
  }
}
