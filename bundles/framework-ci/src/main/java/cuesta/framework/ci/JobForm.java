package cuesta.framework.ci;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.framework.ci.engine.Archive;
import cuesta.framework.ci.engine.Job;
import cuesta.framework.ci.engine.JobCourse;
import cuesta.framework.ci.engine.JobStatus;
import cuesta.framework.ci.engine.Left;
import cuesta.framework.ci.engine.Results;
import cuesta.framework.ci.engine.Round;
import cuesta.framework.ci.engine.Steps;
import cuesta.framework.ci.engine.Stop;
import cuesta.framework.ci.engine.Tests;
import cuesta.framework.kit.form.Fields;
import cuesta.framework.kit.form.LaunchForm;
import cuesta.framework.kit.form.Written;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Jobs as they lie in the store; their pipelines and places are in their keys. */
final class JobForm {
  private JobForm() {}

  static void write(JsonGenerator out, Job job) throws IOException {
    out.writeObjectFieldStart("spec");
    SpecForm.write(out, job.spec());
    out.writeEndObject();
    out.writeNumberField("number", job.number());
    out.writeNumberField("attempt", job.attempt());
    Values.variables(out, "given", job.given());
    out.writeStringField("status", job.status().name());
    out.writeObjectFieldStart("launch");
    LaunchForm.write(out, job.launch().id(), job.launch());
    out.writeEndObject();
    if (job.stop().isWanted()) {
      out.writeStringField("stop", job.stop().kind().name());
      Written.text(out, "stopAt", job.stop().at());
    }
    AttemptForm.times(out, job.times());
    AttemptForm.end(out, job.end());
    left(out, job.left());
    AttemptForm.asked(out, "gathering", job.gathering());
    AttemptForm.log(out, job.log());
    out.writeNumberField("startedStep", job.steps().started());
    out.writeNumberField("endedStep", job.steps().ended());
    out.writeArrayFieldStart("before");
    for (var attempt : job.before()) {
      out.writeStartObject();
      AttemptForm.write(out, attempt);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void left(JsonGenerator out, Left left) throws IOException {
    if (left.archive().isPresent()) {
      Archive archive = left.archive().get();
      Values.blob(out, "archive", archive.blob());
      out.writeNumberField("files", archive.files());
      out.writeNumberField("bytes", archive.bytes());
      out.writeStringField("expires", archive.expires().toString());
    }
    Written.flag(out, "expired", left.expired());
    Values.texts(out, "dotenv", left.dotenv());
    if (left.tests().isPresent()) {
      Tests tests = left.tests().get();
      out.writeArrayFieldStart("tests");
      for (int count : new int[] {tests.total(), tests.failed(), tests.skipped()}) {
        out.writeNumber(count);
      }
      for (Tests.Failing failing : tests.failing()) {
        out.writeString(failing.name());
        out.writeString(failing.message());
      }
      out.writeEndArray();
    }
  }

  static Job read(int index, Fields from) {
    return new Job(
        SpecForm.read(Values.object(from, "spec").orElseThrow(IllegalArgumentException::new)),
        index,
        new Round(
            from.number("number"), (int) from.number("attempt"), Values.variables(from, "given")),
        course(from),
        new Results(
            AttemptForm.end(from),
            left(from),
            AttemptForm.asked(from, "gathering"),
            AttemptForm.log(from)),
        from.objects("before").stream().map(AttemptForm::read).toList());
  }

  private static JobCourse course(Fields from) {
    Fields launch = Values.object(from, "launch").orElseThrow(IllegalArgumentException::new);
    return new JobCourse(
        JobStatus.valueOf(from.need("status")),
        LaunchForm.read(LaunchForm.id(launch), launch),
        from.one("stop")
            .map(kind -> new Stop(Stop.Kind.valueOf(kind), from.one("stopAt").map(Instant::parse)))
            .orElse(Stop.NO),
        AttemptForm.times(from),
        new Steps(from.number("startedStep"), from.number("endedStep")));
  }

  private static Left left(Fields from) {
    return new Left(
        Values.blob(from, "archive")
            .map(
                blob ->
                    new Archive(
                        blob,
                        (int) from.number("files"),
                        from.number("bytes"),
                        Instant.parse(from.need("expires")))),
        from.flag("expired"),
        Values.texts(from, "dotenv"),
        tests(from.all("tests")));
  }

  private static Optional<Tests> tests(List<String> parts) {
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    List<Tests.Failing> failing = new ArrayList<>();
    for (int i = 3; i < parts.size(); i += 2) {
      failing.add(new Tests.Failing(parts.get(i), parts.get(i + 1)));
    }
    return Optional.of(
        new Tests(
            Integer.parseInt(parts.get(0)),
            Integer.parseInt(parts.get(1)),
            Integer.parseInt(parts.get(2)),
            failing));
  }
}
