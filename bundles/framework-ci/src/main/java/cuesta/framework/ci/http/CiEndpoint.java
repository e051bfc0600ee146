package cuesta.framework.ci.http;

import cuesta.api.RoleId;
import cuesta.api.blob.Blobs;
import cuesta.api.cluster.ClusterView;
import cuesta.api.framework.TaskFiles;
import cuesta.api.http.Endpoint;
import cuesta.api.http.HttpCall;
import cuesta.api.http.HttpReply;
import cuesta.framework.ci.engine.CiEffect;
import cuesta.framework.ci.engine.CiEngine;
import cuesta.framework.ci.engine.CiState;
import cuesta.framework.ci.engine.Line;
import cuesta.framework.kit.http.Call;
import cuesta.framework.kit.http.Param;
import cuesta.framework.kit.http.Route;
import cuesta.framework.kit.http.Router;
import cuesta.framework.kit.http.Show;
import cuesta.framework.kit.http.Waiters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Pipelines over HTTP. On the door's virtual threads, which may wait. */
public final class CiEndpoint implements Endpoint {
  static final String PREFIX = "ci";

  /** Below the 60 s in which an endpoint has to answer. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(50);

  /** How often what runs is shown anew to who follows it. */
  private static final Duration REDRAW = Duration.ofSeconds(1);

  private static final int LISTED = 30;

  private final Supplier<CiState> state;
  private final Waiters<Long, CiEffect.Done> waiters;
  private final Supplier<ClusterView> view;
  private final Blobs blobs;
  private final CiEngine engine;
  private final InstantSource clock;
  private final Lookup lookup;
  private final Printed printed;
  private final Logs logs;
  private final Starts starts;
  private final Changes changes;
  private final Artifacts artifacts;
  private final Router router;

  /**
   * Pipelines of a framework.
   *
   * @param state the committed state; refuses while the framework is not at work
   * @param waiters who waits for answers; changes of pipelines are told by their numbers
   * @param files what tasks wrote
   * @param blobs what is kept of it, and sources
   * @param view the cluster
   * @param engine decides what jobs ask for
   * @param usual the role of pipelines that name none
   * @param clock for ages
   */
  public CiEndpoint(
      Supplier<CiState> state,
      Waiters<Long, CiEffect.Done> waiters,
      Supplier<TaskFiles> files,
      Blobs blobs,
      Supplier<ClusterView> view,
      CiEngine engine,
      RoleId usual,
      InstantSource clock) {
    this.state = state;
    this.waiters = waiters;
    this.view = view;
    this.blobs = blobs;
    this.engine = engine;
    this.clock = clock;
    lookup = new Lookup(state);
    printed = new Printed(files, blobs);
    logs = new Logs(lookup, state, files, blobs, waiters);
    starts = new Starts(state, waiters, blobs, usual);
    changes = new Changes(state, waiters);
    artifacts = new Artifacts(lookup, blobs);
    router = router();
  }

  private Router router() {
    Show said = Show.line("{said}");
    Show.Follow follow =
        new Show.Follow(
            "pipelines/{pipeline}/progress",
            "pipelines/{pipeline}",
            "detach",
            "pipeline {pipeline} goes on: cuesta ci show {pipeline}; end it: cuesta ci cancel"
                + " {pipeline}");
    return new Router(
        PREFIX,
        "runs pipelines of .gitlab-ci.yml",
        List.of(
            Route.post("pipelines", call -> starts.start(call, false))
                .takes(started(Param.toggle("detach", "do not wait for its end").here()))
                .command("run", "runs the pipeline of a directory", said.following(follow)),
            Route.post("watch", call -> starts.start(call, true))
                .takes(
                    CiParams.DIR_AT,
                    Param.flag("branch", "NAME", "which branch").letter("b").must().here(),
                    Param.flag("every", "T", "how often to look").usually("5s").here(),
                    CiParams.FILE,
                    CiParams.JOBS,
                    CiParams.VARS,
                    CiParams.SECRETS,
                    CiParams.SOURCE,
                    CiParams.ROLE)
                .command("watch", "runs a pipeline for each new commit of a branch", said)
                .watching(new Route.Watch("dir", "branch", "every")),
            Route.get("pipelines", this::list)
                .takes(
                    Param.flag("project", "NAME", "only of this project"),
                    Param.toggle("all", "more than the last " + LISTED).letter("a"))
                .command("list", "lists pipelines, the newest first", Tables.PIPELINES),
            Route.get("pipeline", call -> one(lookup.line(call)))
                .takes(Param.argument("pipeline", "its number; the last one if left out").may())
                .command("show", "shows a pipeline and its jobs", Tables.PIPELINE),
            Route.get("pipelines/{pipeline}", call -> one(lookup.line(call))),
            Route.get("pipelines/{pipeline}/progress", this::progress)
                .takes(
                    Param.flag("after", "N", "what is known already").hidden(),
                    Param.flag("wait", "T", "how long to wait for more").hidden(),
                    Param.toggle("live", "what runs now, too").hidden()),
            Route.get("logs", logs::logs)
                .takes(CiParams.JOB, CiParams.OF, Logs.FOLLOW, Logs.ATTEMPT, Logs.OFFSET)
                .command("logs", "shows what a job printed", Show.bytes().resuming("offset")),
            Route.post("pipelines/{pipeline}/cancel", changes::cancel)
                .takes(
                    Param.argument("pipeline", "its number"),
                    Param.argument("job", "only this job").may(),
                    Param.toggle("force", "do not wait for after_script"))
                .command("cancel", "ends a pipeline, or one of its jobs", said),
            Route.post("pipelines/{pipeline}/retry", changes::retry)
                .takes(
                    Param.argument("pipeline", "its number"),
                    Param.argument("job", "only this job").may(),
                    CiParams.VARS,
                    CiParams.SECRETS)
                .command("retry", "runs again what failed, or one job", said),
            Route.post("pipelines/{pipeline}/play", changes::play)
                .takes(
                    Param.argument("pipeline", "its number"),
                    CiParams.JOB,
                    CiParams.VARS,
                    CiParams.SECRETS)
                .command("play", "runs a manual or delayed job now", said),
            Route.delete("pipelines/{pipeline}", changes::delete)
                .command("delete", "forgets a pipeline and what it left", said),
            Route.get("artifacts", artifacts::list)
                .takes(CiParams.OF)
                .command("artifacts list", "lists what jobs left", Tables.ARTIFACTS),
            Route.get("archive", artifacts::get)
                .takes(
                    CiParams.JOB,
                    CiParams.OF,
                    Param.flag("into", "DIR", "where to").usually(".").here())
                .command("artifacts get", "unpacks what a job left", Show.unpack("into")),
            Route.post("lint", call -> HttpReply.json(200, Findings.lint(configured(call))))
                .takes(
                    CiParams.DIR,
                    CiParams.UNTRACKED,
                    CiParams.REF,
                    CiParams.FILE,
                    CiParams.JOBS,
                    CiParams.VARS,
                    CiParams.SECRETS,
                    CiParams.SOURCE)
                .command("lint", "says what is wrong", Show.raw("text").exiting("exit")),
            Route.post("explain", this::explain)
                .takes(
                    CiParams.JOB,
                    CiParams.DIR_FLAG,
                    CiParams.UNTRACKED,
                    CiParams.REF,
                    CiParams.FILE,
                    CiParams.VARS,
                    CiParams.SECRETS,
                    CiParams.SOURCE)
                .command("explain", "why a job is in or out, and its keys", Show.raw("text"))));
  }

  private static Param[] started(Param... more) {
    List<Param> all =
        new ArrayList<>(
            List.of(
                CiParams.DIR,
                CiParams.UNTRACKED,
                CiParams.REF,
                CiParams.FILE,
                CiParams.JOBS,
                CiParams.VARS,
                CiParams.SECRETS,
                CiParams.SOURCE,
                CiParams.ROLE));
    all.addAll(List.of(more));
    return all.toArray(Param[]::new);
  }

  @Override
  public String prefix() {
    return PREFIX;
  }

  @Override
  public HttpReply handle(HttpCall call) throws Exception {
    return router.handle(call);
  }

  private Configured configured(Call call) {
    return Configured.of(call, blobs, call.input().texts("job"));
  }

  private HttpReply list(Call call) {
    Optional<String> project = call.input().text("project");
    List<Line> lines = new ArrayList<>();
    for (Line line : state.get().lines().values()) {
      if (project.isEmpty() || project.get().equals(line.pipeline().origin().project())) {
        lines.add(line);
      }
    }
    List<Line> newest = lines.reversed();
    boolean all = call.input().flag("all") || newest.size() <= LISTED;
    return HttpReply.json(200, json().list(all ? newest : newest.subList(0, LISTED)));
  }

  private HttpReply one(Line line) {
    return HttpReply.json(200, json().one(line));
  }

  private HttpReply progress(Call call) throws InterruptedException {
    long number = Lookup.number(call);
    long after = call.input().number("after", 0, 0, Long.MAX_VALUE);
    Duration wait = call.input().duration("wait", Duration.ZERO, LONGEST_WAIT);
    boolean live = call.input().flag("live");
    Instant end = clock.instant().plus(wait);
    Progress seen = progress(number);
    while (!seen.isNews(after) && clock.instant().isBefore(end)) {
      boolean redraws = live && seen.isRunning();
      Duration left = Duration.between(clock.instant(), end);
      Duration most = redraws && left.compareTo(REDRAW) > 0 ? REDRAW : left;
      seen = waiters.follow(number, most, () -> progress(number), one -> one.isNews(after));
      if (redraws) {
        break;
      }
    }
    return HttpReply.json(200, seen.page(after, live));
  }

  private Progress progress(long number) {
    return new Progress(lookup.line(number), whys(), printed, clock.instant());
  }

  private HttpReply explain(Call call) {
    Configured configured = Configured.of(call, blobs, List.of());
    if (!configured.errors().isEmpty()) {
      configured.check();
    }
    return HttpReply.json(200, Findings.explain(configured, call.need("job")));
  }

  private PipelineJson json() {
    return new PipelineJson(whys(), clock.instant());
  }

  private Whys whys() {
    return new Whys(state.get(), view.get(), engine);
  }
}
