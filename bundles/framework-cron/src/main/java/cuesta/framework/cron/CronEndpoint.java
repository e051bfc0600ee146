package cuesta.framework.cron;

import cuesta.api.cluster.ClusterView;
import cuesta.api.framework.FrameworkStore;
import cuesta.api.http.HttpReply;
import cuesta.framework.cron.engine.CronEffect;
import cuesta.framework.cron.engine.CronEvent;
import cuesta.framework.cron.engine.CronState;
import cuesta.framework.cron.engine.Row;
import cuesta.framework.cron.engine.Spec;
import cuesta.framework.kit.http.Call;
import cuesta.framework.kit.http.Param;
import cuesta.framework.kit.http.Route;
import cuesta.framework.kit.http.Router;
import cuesta.framework.kit.http.Show;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Jobs over HTTP. On the door's virtual threads, which may wait; the engine's thread never does.
 */
final class CronEndpoint {
  private static final int JOBS = 1_000;
  private static final int LINES = 20;
  private static final int MOST = 10_000;
  private static final Param LIMIT =
      Param.flag("limit", "N", "the newest only").letter("n").usually(Integer.toString(LINES));

  /** Asks the engine for something, and waits for its answer. */
  interface Engine {
    CronEffect.Done ask(LongFunction<CronEvent> event) throws InterruptedException;
  }

  private interface Change {
    CronEvent of(String name, long call);
  }

  private final Supplier<CronState> state;
  private final Engine engine;
  private final Supplier<ClusterView> view;
  private final InstantSource clock;
  private final Previews previews;
  private final Kept kept;

  CronEndpoint(
      Supplier<CronState> state,
      Engine engine,
      Supplier<FrameworkStore> store,
      Supplier<ClusterView> view,
      InstantSource clock) {
    this.state = state;
    this.engine = engine;
    this.view = view;
    this.clock = clock;
    previews = new Previews(state, clock);
    kept = new Kept(state, store);
  }

  Router router() {
    Show said = Show.line("{said}");
    return new Router(
        CronFramework.NAME,
        "runs commands on schedules",
        List.of(
            Route.post("jobs/{name}", this::add)
                .takes(JobParams.ALL)
                .command("add", "adds a job, or replaces one", said),
            Route.get("jobs", this::list)
                .takes(Param.flag("limit", "N", "so many only").usually(Integer.toString(JOBS)))
                .command("list", "lists jobs: when they are due, how they did", Tables.JOBS),
            Route.get("jobs/{name}", this::show)
                .command("show", "shows a job, and why it waits", Tables.JOB),
            Route.post("jobs/{name}/pause", call -> change(call, CronEvent.Pause::new))
                .command("pause", "skips what becomes due", said),
            Route.post("jobs/{name}/resume", call -> change(call, CronEvent.Resume::new))
                .command("resume", "lets a paused job go on", said),
            Route.post("jobs/{name}/run", this::run)
                .command("run", "runs a job now, besides its schedule", said),
            Route.get("jobs/{name}/runs", this::history)
                .takes(LIMIT)
                .command("history", "lists runs: how they ended, how long they took", Tables.RUNS),
            Route.get("jobs/{name}/ledger", this::ledger)
                .takes(LIMIT)
                .command("ledger", "lists due instants, and what became of each", Tables.LEDGER),
            Route.get("jobs/{name}/logs", kept::logs)
                .takes(Kept.RUN, Kept.OUT, Kept.ERR)
                .command("logs", "shows the end of what a run wrote", Show.bytes()),
            Route.get("preview", previews::preview)
                .takes(Previews.ALL)
                .command("preview", "tells when a schedule or a job is due", Tables.PREVIEW),
            Route.delete("jobs/{name}", call -> change(call, CronEvent.Delete::new))
                .command("delete", "deletes a job; its runs are killed", said)));
  }

  private HttpReply add(Call call) throws InterruptedException {
    Spec spec = JobParams.spec(call, clock.instant());
    CronEvent.Mode mode = call.input().flag("replace") ? CronEvent.Mode.EITHER : CronEvent.Mode.ADD;
    engine.ask(number -> new CronEvent.Put(spec, mode, number));
    return HttpReply.json(201, JobJson.told(spec.name(), whys()));
  }

  private HttpReply change(Call call, Change change) throws InterruptedException {
    String name = call.need("name");
    engine.ask(number -> change.of(name, number));
    return HttpReply.json(200, JobJson.told(name, whys()));
  }

  private HttpReply run(Call call) throws InterruptedException {
    String name = call.need("name");
    CronEffect.Done done = engine.ask(number -> new CronEvent.RunNow(name, number));
    Whys whys = whys();
    return HttpReply.json(201, RunJson.begun(whys.row(name), done.run(), whys));
  }

  private HttpReply list(Call call) {
    return HttpReply.json(
        200, JobJson.list((int) call.input().number("limit", JOBS, 0, MOST), whys()));
  }

  private HttpReply show(Call call) {
    Whys whys = whys();
    return HttpReply.json(200, JobJson.one(whys.row(call.need("name")), whys));
  }

  private HttpReply history(Call call) {
    Whys whys = whys();
    Row row = whys.row(call.need("name"));
    return HttpReply.json(200, RunJson.runs(row, lines(call), whys));
  }

  private HttpReply ledger(Call call) {
    return HttpReply.json(200, LedgerJson.lines(whys().row(call.need("name")), lines(call)));
  }

  private static int lines(Call call) {
    return (int) call.input().number("limit", LINES, 0, MOST);
  }

  private Whys whys() {
    return new Whys(state.get(), view.get());
  }
}
