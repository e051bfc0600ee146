package cuesta.framework.run;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.RoleId;
import cuesta.api.cluster.ClusterView;
import cuesta.api.http.HttpReply;
import cuesta.framework.kit.WhyWaiting;
import cuesta.framework.kit.host.KitHost;
import cuesta.framework.kit.http.Call;
import cuesta.framework.kit.http.Param;
import cuesta.framework.kit.http.Route;
import cuesta.framework.kit.http.Router;
import cuesta.framework.kit.http.Waiters;
import cuesta.framework.run.engine.Request;
import cuesta.framework.run.engine.Run;
import cuesta.framework.run.engine.RunEvent;
import cuesta.framework.run.engine.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs over HTTP. On the door's virtual threads, which may wait; the engine's thread never does.
 */
final class RunEndpoint {
  private static final int LIMIT = 100;
  private static final int MAX_LIMIT = 100_000;
  private static final int MAX_WAIT_SECONDS = 30;

  private final List<RoleId> roles;
  private final KitHost<RunState> host;
  private final Waiters<Long, Run> waiters;
  private final Supplier<ClusterView> view;

  RunEndpoint(
      List<RoleId> roles,
      KitHost<RunState> host,
      Waiters<Long, Run> waiters,
      Supplier<ClusterView> view) {
    this.roles = roles;
    this.host = host;
    this.waiters = waiters;
    this.view = view;
  }

  /** No commands: the command line has those of runs built in. */
  Router router() {
    return new Router(
        RunFramework.NAME,
        "runs a command once",
        List.of(
            Route.post("", this::request).takes(RunParams.ALL),
            Route.get("", this::list).takes(Param.flag("limit", "N", "the newest only")),
            Route.get("{run}", this::one)
                .takes(
                    Param.flag("after", "VERSION", "wait for a newer one"),
                    Param.flag("wait", "SECONDS", "how long at most")),
            Route.post("{run}/kill", this::kill).takes(RunParams.GRACE)));
  }

  private HttpReply request(Call call) throws InterruptedException {
    Request request = RunParams.request(call, roles);
    Optional<Reason> never = WhyWaiting.impossible("run", request.wish(0), view.get());
    if (never.isPresent()) {
      throw new Refused(never.get());
    }
    host.offer(new RunEvent.Coming(request));
    Run run = waiters.ask(number -> new RunEvent.Requested(request, number));
    return HttpReply.json(201, RunJson.run(run, host.present(), view.get()));
  }

  private HttpReply kill(Call call) throws InterruptedException {
    long number = number(call);
    Duration grace = RunParams.grace(call.input());
    Run run = waiters.ask(asked -> new RunEvent.KillRequested(number, grace, asked));
    return HttpReply.json(200, RunJson.run(run, host.present(), view.get()));
  }

  private HttpReply list(Call call) {
    int limit = (int) call.input().number("limit", LIMIT, 0, MAX_LIMIT);
    RunState state = host.present();
    List<Run> newest = new ArrayList<>();
    state.runs().values().forEach(newest::add);
    List<Run> runs = newest.reversed().subList(0, Math.min(limit, newest.size()));
    return HttpReply.json(200, RunJson.runs(runs, state, view.get()));
  }

  private HttpReply one(Call call) throws InterruptedException {
    long number = number(call);
    long after = call.input().number("after", -1, -1, Long.MAX_VALUE);
    long wait = call.input().number("wait", 0, 0, MAX_WAIT_SECONDS);
    RunState seen =
        waiters.follow(
            number,
            Duration.ofSeconds(wait),
            host::present,
            state -> run(state, number).version() > after);
    return HttpReply.json(200, RunJson.run(run(seen, number), seen, view.get()));
  }

  private static Run run(RunState state, long number) {
    Run run = state.runs().get(number);
    if (run == null) {
      throw unknown(Run.PREFIX + number);
    }
    return run;
  }

  private static long number(Call call) {
    String id = call.need("run");
    return RunState.numberOf(id).filter(n -> id.indexOf('.') < 0).orElseThrow(() -> unknown(id));
  }

  private static Refused unknown(String what) {
    return new Refused(
        Reason.of(Reasons.UNKNOWN, what, "there is no such run", "list them: GET /run"));
  }
}
