package cuesta.framework.ci.engine;

/** What changes do to the state, on the live path as after a restart. */
final class Replay {
  private Replay() {}

  static CiState apply(CiState state, CiChange change) {
    return switch (change) {
      case CiChange.Counted c -> state.with(c.counts());
      case CiChange.PipelineKept c -> kept(state, c.pipeline());
      case CiChange.PipelineGone c -> state.with(c.number(), null);
      case CiChange.JobKept c -> {
        Line line = state.lines().get(c.pipeline());
        yield line == null ? state : state.with(c.pipeline(), line.with(c.job()));
      }
      case CiChange.JobGone c -> {
        Line line = state.lines().get(c.key().pipeline());
        yield line == null ? state : state.with(c.key().pipeline(), line.without(c.key().index()));
      }
      case CiChange.CacheKept c -> state.with(c.cache().key(), c.cache());
      case CiChange.CacheGone c -> state.with(c.key(), null);
    };
  }

  private static CiState kept(CiState state, Pipeline pipeline) {
    Line line = state.lines().get(pipeline.number());
    return state.with(pipeline.number(), line == null ? Line.of(pipeline) : line.with(pipeline));
  }
}
