package cuesta.framework.ci.http;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.api.Reason;
import cuesta.framework.ci.engine.Archive;
import cuesta.framework.ci.engine.Attempt;
import cuesta.framework.ci.engine.Failure;
import cuesta.framework.ci.engine.Job;
import cuesta.framework.ci.engine.JobStatus;
import cuesta.framework.ci.engine.Line;
import cuesta.framework.ci.engine.Pipeline;
import cuesta.framework.ci.engine.Tests;
import cuesta.framework.ci.spec.Need;
import cuesta.framework.kit.Launch;
import cuesta.framework.kit.http.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes what callers get of pipelines. Never the value of a variable that somebody gave. */
record PipelineJson(Whys whys, Instant now) {
  private static final int MILLI = 3;

  /** The newest first. */
  String list(List<Line> lines) {
    return Json.object(
        out -> {
          out.writeArrayFieldStart("pipelines");
          for (Line line : lines) {
            out.writeStartObject();
            brief(out, line);
            out.writeEndObject();
          }
          out.writeEndArray();
        });
  }

  private void brief(JsonGenerator out, Line line) throws IOException {
    Pipeline pipeline = line.pipeline();
    out.writeNumberField("pipeline", pipeline.number());
    out.writeStringField("name", pipeline.name());
    out.writeStringField("project", pipeline.origin().project());
    out.writeStringField("ref", pipeline.origin().ref());
    out.writeBooleanField("tag", pipeline.origin().tag());
    out.writeStringField("sha", pipeline.origin().sha());
    out.writeStringField("of", Texts.of(pipeline.origin()));
    out.writeStringField("title", pipeline.origin().message().lines().findFirst().orElse(""));
    out.writeStringField("source", pipeline.origin().source());
    out.writeStringField("who", pipeline.origin().who());
    out.writeNumberField("dirty", pipeline.origin().dirty());
    out.writeStringField("role", pipeline.role().value());
    out.writeStringField("status", pipeline.status().text());
    out.writeStringField("counts", Texts.counts(line));
    out.writeStringField("created", pipeline.course().created().toString());
    Json.optional(out, "started", pipeline.course().started());
    Json.optional(out, "ended", pipeline.course().ended());
    Optional<Duration> took = Texts.took(line, now);
    Json.optional(out, "took", took.map(Texts::text));
    seconds(out, took);
    Json.optional(
        out, "canceled-by", Optional.of(pipeline.course().canceled()).filter(w -> !w.isEmpty()));
  }

  private static void seconds(JsonGenerator out, Optional<Duration> duration) throws IOException {
    if (duration.isPresent()) {
      long millis = Math.max(0, duration.get().toMillis());
      out.writeNumberField("duration", BigDecimal.valueOf(millis, MILLI));
    } else {
      out.writeNullField("duration");
    }
  }

  /** A pipeline with its jobs. */
  String one(Line line) {
    return Json.object(
        out -> {
          brief(out, line);
          out.writeStringField("message", line.pipeline().origin().message());
          out.writeNumberField("exit", exit(line));
          texts(out, "stages", line.pipeline().stages());
          texts(out, "variables", List.copyOf(line.pipeline().given().keySet()));
          out.writeArrayFieldStart("jobs");
          for (Job job : line.jobs().values()) {
            List<Reason> reasons = whys.of(line, job);
            out.writeStartObject();
            job(out, line, job, reasons);
            out.writeEndObject();
          }
          out.writeEndArray();
        });
  }

  /** As a command that waited for the pipeline ends. */
  static int exit(Line line) {
    return switch (line.pipeline().status()) {
      case SUCCESS, SKIPPED -> 0;
      default -> 1;
    };
  }

  private void job(JsonGenerator out, Line line, Job job, List<Reason> reasons) throws IOException {
    out.writeStringField("name", job.name());
    out.writeStringField("stage", job.spec().stage());
    out.writeStringField("status", job.status().text());
    out.writeNumberField("number", job.number());
    out.writeNumberField("attempt", job.attempt());
    out.writeStringField("when", job.spec().flow().when().text());
    out.writeBooleanField("allow-failure", job.isAllowedToFail());
    Json.optional(out, "agent", job.launch().at().map(Launch.At::agent));
    Json.optional(out, "task", job.launch().at().map(at -> job.launch().task()));
    Json.optional(out, "queued", job.times().queued());
    Json.optional(out, "started", job.times().started());
    Json.optional(out, "ended", job.times().ended());
    Optional<Duration> ran = Texts.ran(job, now);
    Json.optional(out, "took", ran.map(Texts::text));
    seconds(out, ran);
    if (job.end().exit().isPresent()) {
      out.writeNumberField("exit", job.end().exit().getAsInt());
    }
    Json.optional(out, "failure", job.end().failure().map(Failure::text));
    out.writeStringField("note", note(job, reasons));
    if (job.spec().flow().needs().isPresent()) {
      texts(out, "needs", job.spec().flow().needs().get().stream().map(Need::job).toList());
    }
    out.writeArrayFieldStart("reasons");
    for (Reason reason : reasons) {
      Json.reason(out, reason);
    }
    out.writeEndArray();
    left(out, job);
    attempts(out, job.before());
  }

  private static String note(Job job, List<Reason> reasons) {
    if (job.status() == JobStatus.FAILED) {
      String allowed = job.isAllowedToFail() ? " (allowed)" : "";
      return Texts.failure(job) + allowed;
    }
    return job.left()
        .tests()
        .map(Texts::of)
        .orElseGet(() -> reasons.stream().findFirst().map(Reason::detail).orElse(""));
  }

  private static void left(JsonGenerator out, Job job) throws IOException {
    if (job.left().archive().isPresent()) {
      Archive archive = job.left().archive().get();
      out.writeObjectFieldStart("artifacts");
      out.writeStringField("hash", archive.blob().hash());
      out.writeNumberField("packed", archive.blob().size());
      out.writeNumberField("files", archive.files());
      out.writeNumberField("bytes", archive.bytes());
      out.writeStringField("expires", archive.expires().toString());
      out.writeEndObject();
    }
    texts(out, "dotenv", List.copyOf(job.left().dotenv().keySet()));
    if (job.left().tests().isPresent()) {
      tests(out, job.left().tests().get());
    }
  }

  private static void tests(JsonGenerator out, Tests tests) throws IOException {
    out.writeObjectFieldStart("tests");
    out.writeNumberField("total", tests.total());
    out.writeNumberField("failed", tests.failed());
    out.writeNumberField("skipped", tests.skipped());
    out.writeArrayFieldStart("failing");
    for (Tests.Failing one : tests.failing()) {
      out.writeStartObject();
      out.writeStringField("name", one.name());
      out.writeStringField("message", one.message());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void attempts(JsonGenerator out, List<Attempt> attempts) throws IOException {
    out.writeArrayFieldStart("earlier");
    for (Attempt attempt : attempts) {
      out.writeStartObject();
      out.writeNumberField("attempt", attempt.attempt());
      out.writeNumberField("number", attempt.number());
      out.writeStringField("status", attempt.status().text());
      Json.optional(out, "failure", attempt.end().failure().map(Failure::text));
      Json.optional(out, "started", attempt.times().started());
      Json.optional(out, "ended", attempt.times().ended());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  static void texts(JsonGenerator out, String field, List<String> texts) throws IOException {
    out.writeArrayFieldStart(field);
    for (String text : texts) {
      out.writeString(text);
    }
    out.writeEndArray();
  }
}
