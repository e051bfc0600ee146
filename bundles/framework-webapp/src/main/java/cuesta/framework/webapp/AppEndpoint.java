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
import cuesta.framework.kit.http.Invalid;
import cuesta.framework.kit.http.Param;
import cuesta.framework.kit.http.Replies;
import cuesta.framework.kit.http.Route;
import cuesta.framework.kit.http.Router;
import cuesta.framework.kit.http.Show;
import cuesta.framework.kit.http.Waiters;
import cuesta.framework.webapp.Progress.Mark;
import cuesta.framework.webapp.engine.Spec;
import cuesta.framework.webapp.engine.WebEffect;
import cuesta.framework.webapp.engine.WebEvent;
import cuesta.framework.webapp.engine.WebLimits;
import cuesta.framework.webapp.engine.WebState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
      Param.flag("wait", "T", "how long to watch until all is as asked for").usually("no bound");
  private static final Param DETACH =
      Param.toggle("detach", "return at once, do not watch").letter("d").here();

  /** Below the 60 s in which an endpoint has to answer. */
  private static final Duration LONGEST_HOLD = Duration.ofSeconds(50);

  private static final Duration LONGEST_WAIT = Duration.ofDays(7);

  /** How often a terminal sees ages and countdowns anew. */
  private static final Duration REDRAW = Duration.ofSeconds(1);

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
    Show followed =
        said.following(
            new Show.Follow(
                "apps/{name}/progress?rollout={rollout}&until={until}&from={mark}",
                "apps/{name}",
                "detach",
                "{name} goes on: cuesta app status {name}"));
    return new Router(
        PREFIX,
        "hosts web applications",
        List.of(
            Route.post("apps/{name}", this::run)
                .takes(described())
                .command("run", "runs an application, or its next version", followed),
            Route.post("deploy", this::deploy)
                .takes(FILE, WAIT, DETACH)
                .command("deploy", "does so by a file", followed),
            Route.post("plan", this::plan)
                .takes(FILE)
                .command("plan", "tells what deploy would do", Tables.PLAN),
            Route.get("apps", this::list).command("list", "lists applications", Tables.APPS),
            Route.get("apps/{name}", this::status)
                .command("status", "shows an application and its instances", Tables.APP),
            Route.post("apps/{name}/scale/{instances}", this::scale)
                .takes(Param.argument("instances", "how many there should be"), WAIT, DETACH)
                .command("scale", "changes the number of instances", followed),
            Route.post("apps/{name}/restart", this::restart)
                .takes(WAIT, DETACH)
                .command("restart", "makes all instances anew, by and by", followed),
            Route.post("apps/{name}/rollback", this::rollback)
                .takes(
                    Param.flag("to", "VERSION", "which, see history").usually("the one before"),
                    WAIT,
                    DETACH)
                .command("rollback", "goes back to an earlier version", followed),
            Route.post("apps/{name}/stop", this::stop)
                .takes(WAIT, DETACH)
                .command("stop", "ends all instances; restart begins again", followed),
            Route.get("apps/{name}/progress", this::progress)
                .takes(
                    Param.flag("rollout", "N", "the rollout that is followed").hidden(),
                    Param.flag("until", "TIME", "when nobody waits any more").hidden(),
                    Param.flag("from", "MARK", "what was known at first").hidden(),
                    Param.flag("after", "MARK", "what is known already").hidden(),
                    Param.flag("wait", "T", "how long to wait for more").hidden(),
                    Param.toggle("live", "what instances do now, too").hidden()),
            Route.get("apps/{name}/history", this::history)
                .command("history", "lists updates and what came of them", Tables.HISTORY),
            Route.get("apps/{name}/logs", logs::logs)
                .takes(Logs.PARAMS)
                .command("logs", "shows the end of what instances wrote", Show.bytes()),
            Route.delete("apps/{name}", this::delete)
                .command("delete", "ends and forgets an application", said),
            Route.get("balancers", call -> HttpReply.json(200, balancers.json())),
            Route.get("metrics", call -> balancers.metrics())));
  }

  private static Param[] described() {
    List<Param> all = new ArrayList<>(AppParams.ALL);
    all.add(WAIT);
    all.add(DETACH);
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
          200, new Plans(whys(), name, spec).json(AppParams.instances(file.input())));
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

  private HttpReply stop(Call call) throws InterruptedException {
    String name = call.need("name");
    return ask(call, name, 200, number -> new WebEvent.Stop(name, number));
  }

  private HttpReply delete(Call call) throws InterruptedException {
    String name = call.need("name");
    return tell(name, 200, Optional.empty(), number -> new WebEvent.Delete(name, number));
  }

  private HttpReply ask(Call call, String name, int status, LongFunction<WebEvent> event)
      throws InterruptedException {
    Optional<Instant> until =
        call.input().has("wait")
            ? Optional.of(
                clock.instant().plus(call.input().duration("wait", Duration.ZERO, LONGEST_WAIT)))
            : Optional.empty();
    return tell(name, status, until, event);
  }

  private HttpReply tell(
      String name, int status, Optional<Instant> until, LongFunction<WebEvent> event)
      throws InterruptedException {
    int rollout = waiters.ask(event).rollout();
    return HttpReply.json(status, json().told(name, new Progress.Asked(rollout, until)));
  }

  /** Held until there is news; a terminal, which shows ages, is answered more often. */
  private HttpReply progress(Call call) throws InterruptedException {
    String name = call.need("name");
    Input input = call.input();
    Progress.Asked asked =
        new Progress.Asked(
            (int) input.number("rollout", 0, 0, Integer.MAX_VALUE), until(input.text("until")));
    Mark known = Mark.parse(input.text("after").or(() -> input.text("from")).orElse(""));
    boolean live = input.flag("live");
    Duration hold = input.duration("wait", Duration.ZERO, LONGEST_HOLD);
    if (live && hold.compareTo(REDRAW) > 0) {
      hold = REDRAW;
    }
    if (asked.until().isPresent()) {
      Duration left = Duration.between(clock.instant(), asked.until().get());
      hold = left.compareTo(hold) < 0 ? left : hold;
    }
    Progress seen =
        waiters.follow(name, hold, () -> progress(name, asked), one -> one.isNews(known));
    return HttpReply.json(200, seen.page(known, live).json());
  }

  private Progress progress(String name, Progress.Asked asked) {
    return new Progress(name, Optional.ofNullable(state.get().sites().get(name)), asked, json());
  }

  private static Optional<Instant> until(Optional<String> text) {
    try {
      return text.filter(one -> !one.equals(AppJson.NEVER)).map(Instant::parse);
    } catch (DateTimeParseException e) {
      throw Invalid.field(
          "until",
          "'" + text.orElse("") + "' is no time",
          "write one like 2026-01-31T12:00:00Z, or " + AppJson.NEVER);
    }
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
