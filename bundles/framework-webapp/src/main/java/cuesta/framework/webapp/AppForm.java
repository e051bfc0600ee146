package cuesta.framework.webapp;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.framework.kit.form.Fields;
import cuesta.framework.kit.form.Written;
import cuesta.framework.webapp.engine.App;
import cuesta.framework.webapp.engine.Rollout;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Applications as they lie in the store; their names are in their keys. */
final class AppForm {
  private AppForm() {}

  static void write(JsonGenerator out, App app) throws IOException {
    out.writeStringField("tag", app.tag());
    out.writeStringField("created", app.created().toString());
    out.writeNumberField("instances", app.instances());
    Written.flag(out, "stopped", app.stopped());
    Written.flag(out, "deleted", app.deleted());
    out.writeNumberField("target", app.target());
    out.writeNumberField("stable", app.stable());
    out.writeNumberField("generation", app.generation());
    out.writeNumberField("count", app.count());
    out.writeObjectFieldStart("crash");
    crash(out, app.crash());
    out.writeEndObject();
    out.writeArrayFieldStart("rollouts");
    for (Rollout rollout : app.rollouts()) {
      out.writeStartObject();
      rollout(out, rollout);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void crash(JsonGenerator out, App.Crash crash) throws IOException {
    out.writeNumberField("failures", crash.failures());
    Written.text(out, "until", crash.until());
    out.writeStringField("task", crash.task());
    Written.reason(out, "why", crash.why());
    Written.text(out, "at", crash.at());
    out.writeStringField("output", crash.output());
  }

  private static void rollout(JsonGenerator out, Rollout rollout) throws IOException {
    out.writeNumberField("number", rollout.number());
    out.writeStringField("kind", rollout.kind().name());
    out.writeNumberField("from", rollout.from());
    out.writeNumberField("to", rollout.to());
    out.writeStringField("started", rollout.started().toString());
    out.writeStringField("progress", rollout.progress().toString());
    out.writeNumberField("best", rollout.best());
    out.writeNumberField("failures", rollout.failures());
    out.writeStringField("result", rollout.result().name());
    Written.text(out, "ended", rollout.ended());
    Written.reason(out, "why", rollout.why());
    out.writeStringField("principal", rollout.principal());
  }

  static App read(String name, Fields from) {
    List<Rollout> rollouts = new ArrayList<>();
    from.objects("rollouts").forEach(one -> rollouts.add(rollout(one)));
    return new App(
        name,
        from.need("tag"),
        Instant.parse(from.need("created")),
        new App.Aim((int) from.number("instances"), from.flag("stopped"), from.flag("deleted")),
        new App.Course(
            (int) from.number("target"),
            (int) from.number("stable"),
            (int) from.number("generation")),
        from.number("count"),
        from.objects("crash").stream().findFirst().map(AppForm::crash).orElse(App.Crash.NONE),
        rollouts);
  }

  private static App.Crash crash(Fields from) {
    return new App.Crash(
        (int) from.number("failures"),
        from.one("until").map(Instant::parse),
        from.need("task"),
        Written.reason(from, "why"),
        from.one("at").map(Instant::parse),
        from.need("output"));
  }

  private static Rollout rollout(Fields from) {
    return new Rollout(
        (int) from.number("number"),
        Rollout.Kind.valueOf(from.need("kind")),
        (int) from.number("from"),
        (int) from.number("to"),
        Instant.parse(from.need("started")),
        Instant.parse(from.need("progress")),
        (int) from.number("best"),
        (int) from.number("failures"),
        Rollout.Result.valueOf(from.need("result")),
        from.one("ended").map(Instant::parse),
        Written.reason(from, "why"),
        from.need("principal"));
  }
}
