package cuesta.framework.webapp;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.api.Reason;
import cuesta.framework.kit.http.Json;
import cuesta.framework.webapp.engine.Rollout;
import cuesta.framework.webapp.engine.Site;
import cuesta.framework.webapp.engine.Version;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** Writes what callers get of an application's past. */
final class HistoryJson {
  private HistoryJson() {}

  /** Updates and versions, the newest first. */
  static String of(Site site) {
    return Json.object(
        out -> {
          out.writeStringField("name", site.name());
          out.writeArrayFieldStart("updates");
          for (Rollout rollout : site.app().rollouts().reversed()) {
            out.writeStartObject();
            write(out, site, rollout);
            out.writeEndObject();
          }
          out.writeEndArray();
          out.writeArrayFieldStart("versions");
          for (Version version : site.versions().values()) {
            out.writeStartObject();
            out.writeNumberField("number", version.number());
            out.writeStringField("created", version.created().toString());
            out.writeStringField("line", Texts.line(version.spec()));
            out.writeBooleanField("current", version.number() == site.app().target());
            out.writeEndObject();
          }
          out.writeEndArray();
        });
  }

  private static void write(JsonGenerator out, Site site, Rollout rollout) throws IOException {
    out.writeNumberField("number", rollout.number());
    out.writeStringField("kind", kind(rollout));
    out.writeNumberField("from", rollout.from());
    out.writeNumberField("to", rollout.to());
    out.writeStringField("started", rollout.started().toString());
    Json.optional(out, "ended", rollout.ended());
    out.writeFieldName("took");
    if (rollout.ended().isPresent()) {
      Duration took = Duration.between(rollout.started(), rollout.ended().get());
      out.writeNumber(BigDecimal.valueOf(Math.max(0, took.toMillis()), 3));
    } else {
      out.writeNull();
    }
    out.writeStringField("result", Texts.word(rollout.result()));
    out.writeStringField("principal", rollout.principal());
    Version version = site.versions().get(rollout.to());
    Json.optional(out, "line", Optional.ofNullable(version).map(v -> Texts.line(v.spec())));
    Json.optional(out, "why", rollout.why().map(Reason::detail));
  }

  private static String kind(Rollout rollout) {
    return switch (rollout.kind()) {
      case DEPLOY -> "deploy";
      case RESTART -> "restart";
      case ROLLBACK -> "rollback";
      case AUTO_ROLLBACK -> "rollback by itself";
    };
  }
}
