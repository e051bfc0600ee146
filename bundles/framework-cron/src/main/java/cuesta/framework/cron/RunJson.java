package cuesta.framework.cron;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.api.Reason;
import cuesta.framework.cron.engine.Row;
import cuesta.framework.cron.engine.Run;
import cuesta.framework.kit.Launch;
import cuesta.framework.kit.http.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes what callers get of runs. */
final class RunJson {
  private RunJson() {}

  /** The newest first, those that have not ended among them. */
  static String runs(Row row, int most, Whys whys) {
    return Json.object(
        out -> {
          out.writeStringField("name", row.name());
          write(out, "runs", row, row.runs(most), whys);
        });
  }

  /** A run that somebody asked for. */
  static String begun(Row row, long number, Whys whys) {
    Optional<Run> begun =
        row.runs(Integer.MAX_VALUE).stream().filter(run -> run.number() == number).findFirst();
    return Json.object(
        out -> {
          String id = begun.map(run -> run.id(row.name())).orElse(row.name());
          out.writeStringField(
              "said", id + " has begun; see what comes of it: cuesta cron history " + row.name());
          if (begun.isPresent()) {
            members(out, row, begun.get(), whys);
          }
        });
  }

  static void write(JsonGenerator out, String field, Row row, Iterable<Run> runs, Whys whys)
      throws IOException {
    out.writeArrayFieldStart(field);
    for (Run run : runs) {
      out.writeStartObject();
      members(out, row, run, whys);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void members(JsonGenerator out, Row row, Run run, Whys whys) throws IOException {
    out.writeNumberField("number", run.number());
    out.writeStringField("run", run.id(row.name()));
    out.writeStringField("instant", run.instant().toString());
    out.writeBooleanField("manual", run.manual());
    out.writeNumberField("attempt", run.attempt());
    out.writeBooleanField("open", run.ended().isEmpty());
    out.writeStringField("result", Texts.result(run));
    out.writeFieldName("exit");
    if (run.exit().isPresent()) {
      out.writeNumber(run.exit().getAsInt());
    } else {
      out.writeNull();
    }
    seconds(out, "late", run.manual() ? Optional.empty() : between(run.instant(), run.begun()));
    out.writeStringField("begun", run.begun().toString());
    Json.optional(out, "started", run.launch().started());
    Json.optional(out, "ended", run.ended());
    seconds(out, "took", took(run));
    out.writeStringField("task", run.launch().task().value());
    Json.optional(out, "agent", run.launch().at().map(Launch.At::agent));
    out.writeStringField("output", run.output().name().toLowerCase(Locale.ROOT));
    reasons(out, whys.of(row, run));
  }

  private static void reasons(JsonGenerator out, List<Reason> reasons) throws IOException {
    Json.optional(out, "why", reasons.stream().findFirst().map(Reason::detail));
    out.writeArrayFieldStart("reasons");
    for (Reason reason : reasons) {
      Json.reason(out, reason);
    }
    out.writeEndArray();
  }

  /** Of the last attempt. */
  private static Optional<Duration> took(Run run) {
    return run.launch().started().flatMap(from -> run.ended().flatMap(to -> between(from, to)));
  }

  private static Optional<Duration> between(Instant from, Instant to) {
    return Optional.of(Duration.between(from, to));
  }

  private static void seconds(JsonGenerator out, String field, Optional<Duration> time)
      throws IOException {
    out.writeFieldName(field);
    if (time.isPresent()) {
      out.writeNumber(BigDecimal.valueOf(Math.max(0, time.get().toMillis()), 3));
    } else {
      out.writeNull();
    }
  }
}
