package cuesta.framework.ci;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.api.TaskId;
import cuesta.framework.ci.engine.Asked;
import cuesta.framework.ci.engine.Attempt;
import cuesta.framework.ci.engine.End;
import cuesta.framework.ci.engine.Failure;
import cuesta.framework.ci.engine.JobStatus;
import cuesta.framework.ci.engine.Log;
import cuesta.framework.ci.engine.Times;
import cuesta.framework.kit.form.Fields;
import cuesta.framework.kit.form.Written;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Attempts of jobs as they lie in the store: how they went, and what they printed. */
final class AttemptForm {
  private AttemptForm() {}

  static void write(JsonGenerator out, Attempt attempt) throws IOException {
    out.writeNumberField("attempt", attempt.attempt());
    out.writeNumberField("number", attempt.number());
    out.writeStringField("status", attempt.status().name());
    end(out, attempt.end());
    times(out, attempt.times());
    log(out, attempt.log());
  }

  static Attempt read(Fields from) {
    return new Attempt(
        (int) from.number("attempt"),
        from.number("number"),
        JobStatus.valueOf(from.need("status")),
        end(from),
        times(from),
        log(from));
  }

  static void times(JsonGenerator out, Times times) throws IOException {
    out.writeStringField("created", times.created().toString());
    Written.text(out, "queued", times.queued());
    Written.text(out, "started", times.started());
    Written.text(out, "over", times.over());
    Written.text(out, "ended", times.ended());
    Written.text(out, "until", times.until());
  }

  static Times times(Fields from) {
    return new Times(
        Instant.parse(from.need("created")),
        time(from, "queued"),
        time(from, "started"),
        time(from, "over"),
        time(from, "ended"),
        time(from, "until"));
  }

  private static Optional<Instant> time(Fields from, String field) {
    return from.one(field).map(Instant::parse);
  }

  static void end(JsonGenerator out, End end) throws IOException {
    Values.number(out, "exit", end.exit());
    Written.text(out, "failure", end.failure().map(Failure::name));
    Written.reason(out, "why", end.why());
  }

  static End end(Fields from) {
    return new End(
        Values.number(from, "exit"),
        from.one("failure").map(Failure::valueOf),
        Written.reason(from, "why"));
  }

  static void log(JsonGenerator out, Log log) throws IOException {
    if (log.state() != Log.State.NONE) {
      out.writeStringField("log", log.state().name());
      Written.text(out, "logTask", log.task());
      if (log.blob().isPresent()) {
        Values.blob(out, "logBlob", log.blob().get());
      }
      asked(out, "logAsked", log.asked());
    }
  }

  static Log log(Fields from) {
    return from.one("log")
        .map(
            state ->
                new Log(
                    Log.State.valueOf(state),
                    from.one("logTask").map(TaskId::new),
                    Values.blob(from, "logBlob"),
                    asked(from, "logAsked")))
        .orElse(Log.NONE);
  }

  /** Left out if nothing went wrong so far. */
  static void asked(JsonGenerator out, String field, Asked asked) throws IOException {
    if (asked.tries() > 0) {
      Written.texts(
          out,
          field,
          List.of(Integer.toString(asked.tries()), asked.at().map(Instant::toString).orElse("")));
    }
  }

  static Asked asked(Fields from, String field) {
    List<String> parts = from.all(field);
    return parts.isEmpty()
        ? Asked.FIRST
        : new Asked(
            Integer.parseInt(parts.get(0)),
            Optional.of(parts.get(1)).filter(at -> !at.isEmpty()).map(Instant::parse));
  }
}
