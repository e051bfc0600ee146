package cuesta.framework.ci;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.api.RoleId;
import cuesta.framework.ci.engine.Origin;
import cuesta.framework.ci.engine.Pipeline;
import cuesta.framework.ci.engine.PipelineStatus;
import cuesta.framework.kit.form.Fields;
import cuesta.framework.kit.form.Written;
import java.io.IOException;
import java.time.Instant;

/** Pipelines as they lie in the store; their numbers are in their keys. */
final class PipelineForm {
  private PipelineForm() {}

  static void write(JsonGenerator out, Pipeline pipeline) throws IOException {
    out.writeStringField("asked", pipeline.key());
    origin(out, pipeline.origin());
    out.writeStringField("name", pipeline.name());
    Values.some(out, "stages", pipeline.stages());
    out.writeNumberField("size", pipeline.size());
    Values.variables(out, "given", pipeline.given());
    Values.variables(out, "predefined", pipeline.predefined());
    out.writeStringField("role", pipeline.role().value());
    Written.flag(out, "autoCancel", pipeline.autoCancel());
    Pipeline.Course course = pipeline.course();
    out.writeStringField("status", course.status().name());
    out.writeStringField("canceled", course.canceled());
    out.writeNumberField("steps", course.steps());
    out.writeStringField("created", course.created().toString());
    Written.text(out, "started", course.started());
    Written.text(out, "ended", course.ended());
  }

  private static void origin(JsonGenerator out, Origin origin) throws IOException {
    out.writeObjectFieldStart("origin");
    out.writeStringField("project", origin.project());
    out.writeStringField("ref", origin.ref());
    Written.flag(out, "tag", origin.tag());
    out.writeStringField("sha", origin.sha());
    out.writeStringField("before", origin.before());
    out.writeStringField("message", origin.message());
    out.writeStringField("source", origin.source());
    out.writeStringField("who", origin.who());
    out.writeNumberField("dirty", origin.dirty());
    Values.blob(out, "tree", origin.tree());
    out.writeEndObject();
  }

  static Pipeline read(long number, Fields from) {
    return new Pipeline(
        number,
        from.need("asked"),
        origin(Values.object(from, "origin").orElseThrow(IllegalArgumentException::new)),
        from.need("name"),
        from.all("stages"),
        (int) from.number("size"),
        Values.variables(from, "given"),
        Values.variables(from, "predefined"),
        new RoleId(from.need("role")),
        from.flag("autoCancel"),
        new Pipeline.Course(
            PipelineStatus.valueOf(from.need("status")),
            from.need("canceled"),
            from.number("steps"),
            Instant.parse(from.need("created")),
            from.one("started").map(Instant::parse),
            from.one("ended").map(Instant::parse)));
  }

  private static Origin origin(Fields from) {
    return new Origin(
        from.need("project"),
        from.need("ref"),
        from.flag("tag"),
        from.need("sha"),
        from.need("before"),
        from.need("message"),
        from.need("source"),
        from.need("who"),
        (int) from.number("dirty"),
        Values.blob(from, "tree").orElseThrow(IllegalArgumentException::new));
  }
}
