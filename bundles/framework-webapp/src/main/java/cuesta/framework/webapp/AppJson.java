package cuesta.framework.webapp;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.api.Reason;
import cuesta.framework.kit.Constraint;
import cuesta.framework.kit.Launch;
import cuesta.framework.kit.http.Durations;
import cuesta.framework.kit.http.Json;
import cuesta.framework.webapp.engine.App;
import cuesta.framework.webapp.engine.Instance;
import cuesta.framework.webapp.engine.Site;
import cuesta.framework.webapp.engine.Spec;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes what callers get of applications. */
record AppJson(Whys whys, Balancers balancers, Instant now) {
  /** Instead of a time: as long as it takes. */
  static final String NEVER = "never";

  private static final int MILLI = 3;

  String list() {
    return Json.object(
        out -> {
          out.writeArrayFieldStart("apps");
          for (Site site : whys.state().sites().values()) {
            out.writeStartObject();
            brief(out, site);
            out.writeEndObject();
          }
          out.writeEndArray();
        });
  }

  /**
   * Of an application that somebody changed; it may be gone.
   *
   * @param asked how its progress is followed
   */
  String told(String name, Progress.Asked asked) {
    Optional<Site> site = Optional.ofNullable(whys.state().sites().get(name));
    Progress.First first = new Progress(name, site, asked, this).first();
    return Json.object(
        out -> {
          out.writeStringField("said", first.said());
          out.writeNumberField("rollout", asked.rollout());
          out.writeStringField("until", asked.until().map(Instant::toString).orElse(NEVER));
          out.writeStringField("mark", first.mark().toString());
          if (site.isPresent()) {
            brief(out, site.get());
          } else {
            out.writeStringField("name", name);
          }
        });
  }

  /** Its state, and where it is reached. */
  String ready(Site site) {
    StringBuilder text = new StringBuilder(Texts.state(site));
    if (!site.app().stopped() && !site.app().deleted()) {
      text.append(", ").append(Texts.count(site));
    }
    if (site.app().wanted() > 0) {
      urls(site).stream().limit(1).forEach(url -> text.append("; ").append(url));
    }
    return text.toString();
  }

  /** None, if it has no port for requests. */
  private List<String> urls(Site site) {
    boolean deaf = site.versions().has(site.app().target()) && site.spec().ports() == 0;
    return deaf ? List.of() : balancers.urls(site.name());
  }

  private void brief(JsonGenerator out, Site site) throws IOException {
    App app = site.app();
    Optional<Reason> why = whys.of(site);
    out.writeStringField("name", app.name());
    out.writeStringField("state", Texts.state(site));
    out.writeStringField("count", site.ready() + " of " + app.wanted());
    out.writeNumberField("ready", site.ready());
    out.writeNumberField("wanted", app.wanted());
    out.writeNumberField("instances-wanted", app.instances());
    out.writeNumberField("version", app.target());
    out.writeNumberField("last-ready-version", app.stable());
    Json.optional(out, "url", urls(site).stream().findFirst());
    out.writeStringField("created", app.created().toString());
    Json.optional(out, "update", app.rollout().map(last -> Texts.line(site, last)));
    Json.optional(out, "update-result", app.rollout().map(r -> Texts.word(r.result())));
    Json.optional(out, "why", why.map(Reason::detail));
    Json.optional(out, "try", why.map(Reason::hint).filter(hint -> leadsOn(site, hint)));
    out.writeFieldName("reason");
    if (why.isPresent()) {
      Json.reason(out, why.get());
    } else {
      out.writeNull();
    }
  }

  /** Who looks at the status needs no hint to look at it. */
  private static boolean leadsOn(Site site, String hint) {
    return !hint.isEmpty() && !hint.endsWith("cuesta app status " + site.name());
  }

  String one(Site site) {
    return Json.object(
        out -> {
          brief(out, site);
          texts(out, "urls", urls(site));
          Json.optional(out, "traffic", balancers.traffic(site.name()));
          if (site.versions().has(site.app().target())) {
            spec(out, site.spec());
          }
          crash(out, site.app().crash());
          instances(out, site);
        });
  }

  private static void spec(JsonGenerator out, Spec spec) throws IOException {
    out.writeStringField("line", Texts.line(spec));
    texts(out, "command", spec.command());
    out.writeBooleanField("shell", spec.shell());
    out.writeStringField("each", each(spec));
    out.writeNumberField("cpus", BigDecimal.valueOf(spec.cpus(), MILLI));
    out.writeNumberField("mem", BigDecimal.valueOf(spec.mem(), MILLI));
    out.writeNumberField("disk", BigDecimal.valueOf(spec.disk(), MILLI));
    out.writeNumberField("ports", spec.ports());
    out.writeObjectFieldStart("env");
    for (Map.Entry<String, String> variable : spec.environment().entrySet()) {
      out.writeStringField(variable.getKey(), variable.getValue());
    }
    out.writeEndObject();
    out.writeStringField("health", Texts.check(spec.health()));
    out.writeStringField("readiness", Texts.check(spec.readiness()));
    out.writeStringField("placement", Texts.placement(spec.placement()));
    out.writeNumberField("min-healthy", spec.update().minHealthy());
    out.writeStringField("surge", spec.update().surgeText());
    out.writeStringField("deadline", Durations.text(spec.update().deadline()));
    out.writeBooleanField("rollback", spec.update().rollback());
    out.writeStringField("drain", Durations.text(spec.drain()));
    out.writeStringField("grace", Durations.text(spec.grace()));
  }

  private static String each(Spec spec) {
    String disk = spec.disk() == 0 ? "" : ", " + Texts.plain(spec.disk()) + " MiB disk";
    return Texts.plain(spec.cpus())
        + " cpus, "
        + Texts.plain(spec.mem())
        + " MiB"
        + disk
        + ", "
        + spec.ports()
        + (spec.ports() == 1 ? " port" : " ports");
  }

  private void crash(JsonGenerator out, App.Crash crash) throws IOException {
    Json.optional(out, "next-start", crash.until().map(this::until));
    out.writeNumberField("failures", crash.failures());
    Json.optional(
        out,
        "last-failure",
        crash.why().map(why -> crash.task() + " at " + at(crash) + ": " + why.detail()));
    texts(out, "last-output", crash.output().lines().toList());
  }

  private Instant at(App.Crash crash) {
    return crash.at().orElse(now).truncatedTo(ChronoUnit.SECONDS);
  }

  private String until(Instant at) {
    Duration left = Duration.between(now, at);
    return "in " + Math.max(0, (left.toMillis() + 999) / 1_000) + " s";
  }

  /** A line for each instance. */
  List<String> lines(Site site) {
    Constraint where = Whys.where(site);
    return site.all().stream().map(one -> line(one, whys.of(site, one, where))).toList();
  }

  private void instances(JsonGenerator out, Site site) throws IOException {
    List<String> shown = new ArrayList<>();
    Constraint where = Whys.where(site);
    out.writeArrayFieldStart("instances");
    for (Instance instance : site.all()) {
      List<Reason> reasons = whys.of(site, instance, where);
      out.writeStartObject();
      instance(out, instance, reasons);
      out.writeEndObject();
      shown.add(line(instance, reasons));
    }
    out.writeEndArray();
    texts(out, "shown", shown);
  }

  private static void instance(JsonGenerator out, Instance instance, List<Reason> reasons)
      throws IOException {
    out.writeNumberField("number", instance.number());
    out.writeStringField("task", instance.launch().task().value());
    out.writeStringField("state", Texts.state(instance));
    out.writeNumberField("version", instance.version());
    Json.optional(out, "agent", instance.launch().at().map(Launch.At::agent));
    out.writeStringField("host", instance.host());
    out.writeNumberField("port", instance.port());
    out.writeBooleanField("ready", instance.isReady());
    Json.optional(out, "healthy", instance.checked().healthy());
    Json.optional(out, "since", instance.since());
    Json.optional(out, "started", instance.launch().started());
    Json.optional(out, "drains-until", instance.leaves());
    out.writeArrayFieldStart("reasons");
    for (Reason reason : reasons) {
      Json.reason(out, reason);
    }
    out.writeEndArray();
  }

  private String line(Instance instance, List<Reason> reasons) {
    StringBuilder line = new StringBuilder(instance.launch().task().value());
    line.append("  v").append(instance.version()).append("  ").append(Texts.state(instance));
    instance
        .since()
        .filter(since -> instance.isReady())
        .ifPresent(since -> line.append(" for ").append(age(Duration.between(since, now))));
    instance
        .leaves()
        .filter(at -> instance.launch().kill().isEmpty())
        .ifPresent(at -> line.append(", ends ").append(until(at))); // at the latest
    if (instance.port() > 0) {
      line.append("  ").append(instance.host()).append(':').append(instance.port());
    }
    instance.launch().at().ifPresent(at -> line.append("  on ").append(at.agent()));
    reasons.stream().findFirst().ifPresent(why -> line.append("  ").append(why.detail()));
    return line.toString();
  }

  private static String age(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    return seconds < 120
        ? seconds + "s"
        : seconds < 7_200 ? seconds / 60 + "m" : seconds / 3_600 + "h";
  }

  static void texts(JsonGenerator out, String field, List<String> texts) throws IOException {
    out.writeArrayFieldStart(field);
    for (String text : texts) {
      out.writeString(text);
    }
    out.writeEndArray();
  }
}
