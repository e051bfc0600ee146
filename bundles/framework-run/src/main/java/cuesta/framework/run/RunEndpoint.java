package cuesta.framework.run;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.RoleId;
import cuesta.api.cluster.ClusterView;
import cuesta.api.http.Endpoint;
import cuesta.api.http.HttpCall;
import cuesta.api.http.HttpReply;
import cuesta.framework.kit.host.KitHost;
import cuesta.framework.run.engine.Request;
import cuesta.framework.run.engine.Run;
import cuesta.framework.run.engine.RunEvent;
import cuesta.framework.run.engine.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Runs over HTTP. On the door's virtual threads, which may wait; the engine's thread never does.
 */
final class RunEndpoint implements Endpoint {
  private static final int LIMIT = 100;
  private static final int MAX_LIMIT = 100_000;
  private static final int MAX_WAIT_SECONDS = 30;
  private static final int MAX_KEY = 128;

  /** Below the 60 s in which an endpoint has to answer. */
  private static final int ANSWER_SECONDS = 50;

  private final List<RoleId> roles;
  private final KitHost<RunState> host;
  private final Waiters waiters;
  private final Supplier<ClusterView> view;

  RunEndpoint(
      List<RoleId> roles, KitHost<RunState> host, Waiters waiters, Supplier<ClusterView> view) {
    this.roles = roles;
    this.host = host;
    this.waiters = waiters;
    this.view = view;
  }

  @Override
  public String prefix() {
    return RunFramework.NAME;
  }

  @Override
  public HttpReply handle(HttpCall call) throws Exception {
    try {
      return route(call);
    } catch (Refused refused) {
      return refusal(refused.reason());
    }
  }

  private HttpReply route(HttpCall call) throws Exception {
    List<String> path = call.path();
    String resource = call.method() + " " + path.size();
    return switch (resource) {
      case "POST 0" -> request(call);
      case "GET 0" -> list(call);
      case "GET 1" -> one(number(path.getFirst()), call);
      case "POST 2" -> {
        if (!path.get(1).equals("kill")) {
          throw unknown(String.join("/", path));
        }
        yield kill(number(path.getFirst()), call);
      }
      default ->
          HttpReply.json(
              405,
              Json.reason(
                  Reason.of(
                      Reasons.INVALID,
                      call.method() + " /run/" + String.join("/", path),
                      "there is no such call",
                      "POST /run, GET /run, GET /run/<id>, POST /run/<id>/kill")));
    };
  }

  private HttpReply request(HttpCall call) throws Exception {
    String key =
        Optional.ofNullable(call.headers().get("idempotency-key")).map(List::getFirst).orElse("");
    if (key.length() > MAX_KEY) {
      throw Invalid.field("Idempotency-Key", "it is too long", "at most " + MAX_KEY);
    }
    Request request = RequestReader.read(call.body(), roles, call.principal().name(), key);
    Optional<Reason> never = WhyWaiting.impossible(request, view.get());
    if (never.isPresent()) {
      throw new Refused(never.get());
    }
    host.offer(new RunEvent.Coming(request));
    Waiters.Call waiting = waiters.call();
    Run run = ask(new RunEvent.Requested(request, waiting.number()), waiting);
    return HttpReply.json(201, Json.run(run, state(), view.get()));
  }

  private HttpReply kill(long number, HttpCall call) throws Exception {
    Duration grace = RequestReader.readKill(call.body());
    Waiters.Call waiting = waiters.call();
    Run run = ask(new RunEvent.KillRequested(number, grace, waiting.number()), waiting);
    return HttpReply.json(200, Json.run(run, state(), view.get()));
  }

  private Run ask(RunEvent event, Waiters.Call waiting) throws Exception {
    if (!host.offer(event)) {
      waiters.refused(waiting.number(), notThere());
    }
    try {
      return waiting.answer().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Refused refused ? refused : e;
    } catch (TimeoutException e) {
      waiters.refused(waiting.number(), notThere());
      throw new Refused(
          Reason.of(
              Reasons.REGISTRY_UNAVAILABLE,
              RunFramework.NAME,
              "no answer within " + ANSWER_SECONDS + " s: it may or may not have been done",
              "ask again with the same Idempotency-Key"));
    }
  }

  private HttpReply list(HttpCall call) {
    int limit = (int) number(call, "limit", LIMIT, MAX_LIMIT);
    RunState state = state();
    List<Run> newest = new ArrayList<>();
    state.runs().values().forEach(newest::add);
    List<Run> runs = newest.reversed().subList(0, Math.min(limit, newest.size()));
    return HttpReply.json(200, Json.runs(runs, state, view.get()));
  }

  private HttpReply one(long number, HttpCall call) throws InterruptedException {
    long after = number(call, "after", -1, Long.MAX_VALUE);
    long wait = number(call, "wait", 0, MAX_WAIT_SECONDS);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(wait);
    while (true) {
      CompletableFuture<Void> change = waiters.change(number);
      try {
        RunState state = state();
        Run run = state.runs().get(number);
        if (run == null) {
          throw unknown(Run.PREFIX + number);
        }
        long left = deadline - System.nanoTime();
        if (run.version() > after || left <= 0) {
          return HttpReply.json(200, Json.run(run, state, view.get()));
        }
        await(change, left);
      } finally {
        waiters.forget(number, change);
      }
    }
  }

  private static void await(CompletableFuture<Void> change, long nanos)
      throws InterruptedException {
    try {
      change.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      // the caller looks at the clock itself
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Refused refused ? refused : new IllegalStateException(e);
    }
  }

  private static long number(HttpCall call, String name, long otherwise, long most) {
    Optional<String> text = call.query(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.get().matches("[0-9]{1,18}") || Long.parseLong(text.get()) > most) {
      throw Invalid.field(name, "'" + text.get() + "' is not a number", "0 to " + most);
    }
    return Long.parseLong(text.get());
  }

  private static long number(String id) {
    return RunState.numberOf(id).filter(n -> id.indexOf('.') < 0).orElseThrow(() -> unknown(id));
  }

  private RunState state() {
    return host.committed().orElseThrow(() -> new Refused(notThere()));
  }

  private static Refused unknown(String what) {
    return new Refused(
        Reason.of(Reasons.UNKNOWN, what, "there is no such run", "list them: GET /run"));
  }

  private static Reason notThere() {
    return Reason.of(
        Reasons.SESSION_OVER,
        RunFramework.NAME,
        "this instance is not at work: it begins, or was replaced",
        "ask again");
  }

  private static HttpReply refusal(Reason why) {
    int status =
        switch (why.code()) {
          case Reasons.INVALID -> 400;
          case Reasons.UNKNOWN -> 404;
          case Reasons.SESSION_OVER,
              Reasons.NOT_LEADER,
              Reasons.OVERLOADED,
              Reasons.REGISTRY_UNAVAILABLE ->
              503;
          case Reasons.INTERNAL -> 500;
          default -> 409;
        };
    HttpReply reply = HttpReply.json(status, Json.reason(why));
    if (status != 503) {
      return reply;
    }
    TreeMap<String, String> headers = new TreeMap<>(reply.headers());
    headers.put("Retry-After", why.code().equals(Reasons.OVERLOADED) ? "5" : "0");
    return new HttpReply(status, headers, reply.body());
  }
}
