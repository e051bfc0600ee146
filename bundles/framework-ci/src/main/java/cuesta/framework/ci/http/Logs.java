package cuesta.framework.ci.http;

import cuesta.api.Reason;
import cuesta.api.Refused;
import cuesta.api.blob.Blobs;
import cuesta.api.framework.TaskFiles;
import cuesta.api.http.HttpReply;
import cuesta.framework.ci.engine.Attempt;
import cuesta.framework.ci.engine.CiEffect;
import cuesta.framework.ci.engine.CiState;
import cuesta.framework.ci.engine.Job;
import cuesta.framework.ci.engine.Line;
import cuesta.framework.ci.engine.Log;
import cuesta.framework.kit.http.Call;
import cuesta.framework.kit.http.Param;
import cuesta.framework.kit.http.Waiters;
import java.time.Duration;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What jobs print, while they do and afterwards. */
final class Logs {
  static final Param FOLLOW =
      Param.toggle("follow", "wait for more until the job is over").letter("f");
  static final Param ATTEMPT =
      Param.flag("attempt", "N", "an earlier attempt").usually("the last one");
  static final Param OFFSET = Param.flag("offset", "N", "from which byte on").hidden();

  private static final Duration WHILE = Duration.ofSeconds(5);

  private final Lookup lookup;
  private final Supplier<CiState> state;
  private final Supplier<TaskFiles> files;
  private final Blobs blobs;
  private final Waiters<Long, CiEffect.Done> waiters;

  Logs(
      Lookup lookup,
      Supplier<CiState> state,
      Supplier<TaskFiles> files,
      Blobs blobs,
      Waiters<Long, CiEffect.Done> waiters) {
    this.lookup = lookup;
    this.state = state;
    this.files = files;
    this.blobs = blobs;
    this.waiters = waiters;
  }

  HttpReply logs(Call call) {
    Line line = lookup.line(call);
    Job job = lookup.job(line, call);
    int attempt = (int) call.input().number("attempt", job.attempt(), 1, job.attempt());
    long offset = call.input().number("offset", 0, 0, Long.MAX_VALUE);
    boolean follow = call.input().flag("follow");
    Where where = new Where(line.number(), job.name(), attempt);
    boolean none = where.now() instanceof LogStream.Place.Over && log(job, attempt) != null;
    if (none && !(job.attempt() == attempt && job.times().over().isPresent())) {
      throw new Refused(
          Reason.of(
              Codes.LOG_UNAVAILABLE,
              job.name(),
              "attempt " + attempt + " has no log, or none that is still kept",
              "see how it stands: cuesta ci show " + line.number()));
    }
    TreeMap<String, String> headers = new TreeMap<>();
    headers.put("Content-Type", "application/octet-stream");
    return new HttpReply(200, headers, new LogStream(where, files, blobs, offset, follow));
  }

  private static Log log(Job job, int attempt) {
    if (attempt == job.attempt()) {
      return job.log();
    }
    return job.before().stream()
        .filter(earlier -> earlier.attempt() == attempt)
        .map(Attempt::log)
        .findFirst()
        .orElse(Log.NONE);
  }

  /** Where the log of one attempt is, as the state says now. */
  private final class Where implements LogStream.Places {
    private final long pipeline;
    private final String name;
    private final int attempt;

    Where(long pipeline, String name, int attempt) {
      this.pipeline = pipeline;
      this.name = name;
      this.attempt = attempt;
    }

    @Override
    public LogStream.Place now() {
      return place(state.get());
    }

    @Override
    public LogStream.Place later() throws InterruptedException {
      LogStream.Place before = now();
      return waiters.follow(pipeline, WHILE, this::now, place -> !place.equals(before));
    }

    private LogStream.Place place(CiState now) {
      Line line = now.lines().get(pipeline);
      Job job = line == null ? null : line.job(name).orElse(null);
      if (job == null) {
        return new LogStream.Place.Over();
      }
      Log log = log(job, attempt);
      return switch (log.state()) {
        case KEPT -> new LogStream.Place.Kept(log.blob().orElseThrow().hash());
        case WANTED -> new LogStream.Place.Live(log.task().orElseThrow());
        case UNREAD -> new LogStream.Place.Over();
        case NONE -> unfinished(job);
      };
    }

    private LogStream.Place unfinished(Job job) {
      if (attempt != job.attempt() || job.status().isOver()) {
        return new LogStream.Place.Over();
      }
      return job.times().started().isPresent()
          ? new LogStream.Place.Live(job.launch().task())
          : new LogStream.Place.Coming();
    }
  }
}
