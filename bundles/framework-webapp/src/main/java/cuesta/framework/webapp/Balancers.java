package cuesta.framework.webapp;

import cuesta.api.http.HttpReply;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.form.Fields;
import cuesta.framework.kit.http.Invalid;
import cuesta.framework.kit.http.Json;
import cuesta.framework.kit.http.Waiters;
import cuesta.framework.webapp.engine.Instance;
import cuesta.framework.webapp.engine.Site;
import cuesta.framework.webapp.engine.WebEffect;
import cuesta.framework.webapp.engine.WebEvent;
import cuesta.framework.webapp.engine.WebState;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The load balancers of the cluster, which ask for routes again and again and say what they do.
 * Kept in memory only: a new leader hears of all of them within seconds. Any thread.
 */
final class Balancers {
  /** How long a call is held while no route changes: so often they report. */
  private static final Duration HOLD = Duration.ofSeconds(2);

  /** The same while instances drain, which end as soon as nothing is under way there. */
  private static final Duration SHORT = Duration.ofMillis(250);

  /** One that is silent for so long is gone. */
  private static final Duration SILENT = Duration.ofSeconds(10);

  /** So long after its start an instance does not know all of them. */
  private static final Duration UNKNOWING = Duration.ofSeconds(5);

  private static final int MOST = 1_000;
  private static final int BODY = 4 * 1024 * 1024;

  private final Supplier<WebState> state;
  private final Predicate<FrameworkEvent> engine;
  private final Waiters<String, WebEffect.Done> waiters;
  private final RouteTables tables = new RouteTables();
  private final Map<String, Report> reports = new ConcurrentSkipListMap<>();
  private final long since = System.nanoTime();

  Balancers(
      Supplier<WebState> state,
      Predicate<FrameworkEvent> engine,
      Waiters<String, WebEffect.Done> waiters) {
    this.state = state;
    this.engine = engine;
    this.waiters = waiters;
  }

  /** Takes a report; answers with the routes, if the balancer does not have them. */
  HttpReply report(String id, InputStream body) throws IOException, InterruptedException {
    Report report = read(id, body);
    reports.put(id, report);
    WebState now = state.get();
    boolean draining = endDrained(now);
    RouteTables.Versioned table =
        waiters.follow(
            AppEndpoint.ALL,
            draining ? SHORT : HOLD,
            () -> tables.of(state.get()),
            seen -> !seen.version().equals(report.version()));
    return HttpReply.json(
        200, table.version().equals(report.version()) ? table.unchanged() : table.json());
  }

  private Report read(String id, InputStream body) throws IOException {
    if (!id.matches("[A-Za-z0-9._:-]{1,200}")) {
      throw Invalid.field("balancer", "'" + id + "' is no id of a balancer", "such as host:port");
    }
    reports.values().removeIf(report -> report.isOlder(SILENT));
    if (reports.size() >= MOST && !reports.containsKey(id)) {
      throw Invalid.field("balancer", "there are " + MOST + " balancers already", "use fewer");
    }
    byte[] bytes = body.readNBytes(BODY);
    try {
      return Report.read(Fields.read(bytes));
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw Invalid.field("body", String.valueOf(e.getMessage()), "send a report");
    }
  }

  /**
   * Tells the engine which instances have finished: no balancer sends anything there, and none
   * waits for an answer of it. True if instances drain.
   */
  private boolean endDrained(WebState now) {
    boolean knows = System.nanoTime() - since > UNKNOWING.toNanos();
    List<Report> all = live();
    boolean draining = false;
    for (Site site : now.sites().values()) {
      for (Instance instance : site.all()) {
        if (instance.leaves().isEmpty() || instance.launch().kill().isPresent()) {
          continue;
        }
        draining = true;
        String task = instance.launch().task().value();
        boolean idle =
            all.stream().allMatch(r -> r.open(task) == 0 && tables.lacks(r.version(), task));
        if (knows && !all.isEmpty() && idle) {
          engine.test(new WebEvent.Drained(site.name(), instance.number()));
        }
      }
    }
    return draining;
  }

  private List<Report> live() {
    return reports.values().stream().filter(report -> !report.isOlder(SILENT)).toList();
  }

  /** Where an application is reached. */
  List<String> urls(String app) {
    List<String> urls = new ArrayList<>();
    for (Report report : live()) {
      int colon = report.address().lastIndexOf(':');
      if (colon > 0) {
        urls.add("http://" + app + ".localhost" + report.address().substring(colon) + "/");
        urls.add("http://" + report.address() + "/" + app + "/");
      }
    }
    return urls;
  }

  /** What went through all of them, in one line; empty if nothing did. */
  Optional<String> traffic(String app) {
    Traffic sum = sums().get(app);
    return sum == null || sum.requests() == 0 ? Optional.empty() : Optional.of(sum.line());
  }

  /** Sums by application. */
  private Map<String, Traffic> sums() {
    TreeMap<String, Traffic> sums = new TreeMap<>();
    for (Report report : live()) {
      report.apps().forEach((app, one) -> sums.merge(app, one, Traffic::plus));
    }
    return sums;
  }

  String json() {
    return Json.object(
        out -> {
          out.writeArrayFieldStart("balancers");
          for (Map.Entry<String, Report> entry : reports.entrySet()) {
            Report report = entry.getValue();
            out.writeStartObject();
            out.writeStringField("id", entry.getKey());
            out.writeStringField("address", report.address());
            out.writeStringField("version", report.version());
            out.writeNumberField("connections", report.connections());
            out.writeBooleanField("silent", report.isOlder(SILENT));
            out.writeEndObject();
          }
          out.writeEndArray();
        });
  }

  HttpReply metrics() {
    return Metrics.reply(sums());
  }
}
