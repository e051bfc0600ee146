package cuesta.framework.webapp;

import cuesta.api.Refused;
import cuesta.api.cluster.ClusterView;
import cuesta.api.framework.TaskFiles;
import cuesta.api.http.Endpoint;
import cuesta.api.http.HttpCall;
import cuesta.api.http.HttpReply;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.http.Call;
import cuesta.framework.kit.http.Input;
import cuesta.framework.kit.http.Param;
import cuesta.framework.kit.http.Replies;
import cuesta.framework.kit.http.Route;
import cuesta.framework.kit.http.Router;
import cuesta.framework.kit.http.Show;
import cuesta.framework.kit.http.Waiters;
import cuesta.framework.webapp.engine.Site;
import cuesta.framework.webapp.engine.Spec;
import cuesta.framework.webapp.engine.WebEffect;
import cuesta.framework.webapp.engine.WebEvent;
import cuesta.framework.webapp.engine.WebLimits;
import cuesta.framework.webapp.engine.WebState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Applications over HTTP. On the door's virtual threads, which may wait; the engine's thread never
 * does.
 */
final class AppEndpoint implements Endpoint {
  static final String PREFIX = "app";

  /** Who follows this sees every change; no application can have the name. */
  static final String ALL = "*";

  private static final Param FILE =
      Param.file("file", "the description, in YAML").letter("f").must();
  private static final Param WAIT =
      Param.flag("wait", "T", "wait so long for all instances to be ready").usually("0s");

  /** Below the 60 s in which an endpoint has to answer. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(50);

  private final Supplier<WebState> state;
  private final Waiters<String, WebEffect.Done> waiters;
  private final Supplier<ClusterView> view;
  private final InstantSource clock;
  private final Balancers balancers;
  private final Logs logs;
  private final Router router;

  AppEndpoint(
      Supplier<WebState> state,
      Predicate<FrameworkEvent> engine,
      Waiters<String, WebEffect.Done> waiters,
      Supplier<TaskFiles> files,
      Supplier<ClusterView> view,
      InstantSource clock) {
    this.state = state;
    this.waiters = waiters;
    this.view = view;
    this.clock = clock;
    balancers = new Balancers(state, engine, waiters);
    logs = new Logs(state, files);
    router = router();
  }

  private Router router() {
    Show said = Show.line("{said}");
    return new Router(
        PREFIX,
        "hosts web applications",
        List.of(
            Route.post("apps/{name}", this::run)
                .takes(described())
                .command("run", "runs an application, or its next version", said.exiting("exit")),
            Route.post("deploy", this::deploy)
                .takes(FILE, WAIT)
                .command("deploy", "does so by a file", said.exiting("exit")),
            Route.post("plan", this::plan)
                .takes(FILE)
                .command("plan", "tells what deploy would do", Tables.PLAN),
            Route.get("apps", this::list).command("list", "lists applications", Tables.APPS),
            Route.get("apps/{name}", this::status)
                .command("status", "shows an application and its instances", Tables.APP),
            Route.post("apps/{name}/scale/{instances}", this::scale)
                .takes(Param.argument("instances", "how many there should be"), WAIT)
                .command("scale", "changes the number of instances", said.exiting("exit")),
            Route.post("apps/{name}/restart", this::restart)
                .takes(WAIT)
                .command("restart", "makes all instances anew, by and by", said.exiting("exit")),
            Route.post("apps/{name}/rollback", this::rollback)
                .takes(
                    Param.flag("to", "VERSION", "which, see history").usually("the one before"),
                    WAIT)
                .command("rollback", "goes back to an earlier version", said.exiting("exit")),
            Route.post("apps/{name}/stop", call -> change(call, WebEvent.Stop::new))
                .command("stop", "ends all instances; restart begins again", said),
            Route.get("apps/{name}/history", this::history)
                .command("history", "lists updates and what came of them", Tables.HISTORY),
            Route.get("apps/{name}/logs", logs::logs)
                .takes(Logs.PARAMS)
                .command("logs", "shows the end of what instances wrote", Show.bytes()),
            Route.delete("apps/{name}", call -> change(call, WebEvent.Delete::new))
                .command("delete", "ends and forgets an application", said),
            Route.get("balancers", call -> HttpReply.json(200, balancers.json())),
            Route.get("metrics", call -> balancers.metrics())));
  }

  private static Param[] described() {
    List<Param> all = new ArrayList<>(AppParams.ALL);
    all.add(WAIT);
    return all.toArray(Param[]::new);
  }

  @Override
  public String prefix() {
    return PREFIX;
  }

  /** Reports of load balancers have a form of their own. */
  @Override
  public HttpReply handle(HttpCall call) throws Exception {
    boolean report =
        call.method().equals("POST")
            && call.path().size() == 2
            && call.path().getFirst().equals("balancers");
    if (!report) {
      return router.handle(call);
    }
    try {
      return balancers.report(call.path().get(1), call.body());
    } catch (Refused refused) {
      return Replies.refusal(refused.reason());
    }
  }

  private HttpReply run(Call call) throws InterruptedException {
    String name = AppParams.name(call.need("name"));
    return put(name, call.input(), call);
  }

  private HttpReply deploy(Call call) throws InterruptedException {
    AppFile.Read file = AppFile.read(call.need("file"));
    try {
      return put(AppParams.name(file.name()), file.input(), call);
    } catch (Refused refused) {
      throw file.located(refused);
    }
  }

  private HttpReply put(String name, Input input, Call call) throws InterruptedException {
    Spec spec = AppParams.spec(input, call.http().principal().name());
    OptionalInt instances = AppParams.instances(input);
    return ask(call, name, 201, number -> new WebEvent.Deploy(name, spec, instances, number));
  }

  private HttpReply plan(Call call) {
    AppFile.Read file = AppFile.read(call.need("file"));
    try {
      String name = AppParams.name(file.name());
      Spec spec = AppParams.spec(file.input(), call.http().principal().name());
      return HttpReply.json(
          200, new Plans(whys()).json(name, spec, AppParams.instances(file.input())));
    } catch (Refused refused) {
      throw file.located(refused);
    }
  }

  private HttpReply scale(Call call) throws InterruptedException {
    String name = call.need("name");
    int instances = (int) call.input().number("instances", 0, 0, WebLimits.INSTANCES);
    return ask(call, name, 200, number -> new WebEvent.Scale(name, instances, number));
  }

  private HttpReply restart(Call call) throws InterruptedException {
    String name = call.need("name");
    String who = call.http().principal().name();
    return ask(call, name, 200, number -> new WebEvent.Restart(name, who, number));
  }

  private HttpReply rollback(Call call) throws InterruptedException {
    String name = call.need("name");
    String who = call.http().principal().name();
    OptionalInt to =
        call.input().has("to")
            ? OptionalInt.of((int) call.input().number("to", 0, 1, Integer.MAX_VALUE))
            : OptionalInt.empty();
    return ask(call, name, 200, number -> new WebEvent.Rollback(name, to, who, number));
  }

  private interface Change {
    WebEvent of(String name, long call);
  }

  private HttpReply change(Call call, Change change) throws InterruptedException {
    String name = call.need("name");
    waiters.ask(number -> change.of(name, number));
    return HttpReply.json(200, json().told(name, 0));
  }

  private HttpReply ask(Call call, String name, int status, LongFunction<WebEvent> event)
      throws InterruptedException {
    Duration wait = call.input().duration("wait", Duration.ZERO, LONGEST_WAIT);
    int rollout = waiters.ask(event).rollout();
    int exit = 0;
    if (!wait.isZero()) {
      Site seen =
          waiters.follow(
              name,
              wait,
              () -> state.get().sites().get(name),
              site -> site == null || Settled.of(site, rollout) != Settled.NO);
      exit = seen != null && Settled.of(seen, rollout) == Settled.AS_WANTED ? 0 : 1;
    }
    return HttpReply.json(status, json().told(name, exit));
  }

  private HttpReply list(Call call) {
    return HttpReply.json(200, json().list());
  }

  private HttpReply status(Call call) {
    return HttpReply.json(200, json().one(whys().site(call.need("name"))));
  }

  private HttpReply history(Call call) {
    return HttpReply.json(200, HistoryJson.of(whys().site(call.need("name"))));
  }

  private AppJson json() {
    return new AppJson(whys(), balancers, clock.instant());
  }

  private Whys whys() {
    return new Whys(state.get(), view.get());
  }
}
