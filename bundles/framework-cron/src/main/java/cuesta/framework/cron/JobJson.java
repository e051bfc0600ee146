package cuesta.framework.cron;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.api.Reason;
import cuesta.api.resources.Amounts;
import cuesta.framework.cron.engine.Decision;
import cuesta.framework.cron.engine.Row;
import cuesta.framework.cron.engine.Run;
import cuesta.framework.cron.engine.Spec;
import cuesta.framework.kit.http.Durations;
import cuesta.framework.kit.http.Json;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes what callers get of jobs. */
final class JobJson {
  private static final int LINES = 5;

  private JobJson() {}

  static String list(int most, Whys whys) {
    int all = whys.state().rows().size();
    Optional<String> note =
        Optional.of(most + " of " + all + " jobs; --limit shows more").filter(text -> most < all);
    return Json.object(
        out -> {
          out.writeNumberField("count", all);
          Json.optional(out, "note", note);
          out.writeArrayFieldStart("jobs");
          int left = most;
          for (Row row : whys.state().rows().values()) {
            if (left-- == 0) {
              break;
            }
            out.writeStartObject();
            brief(out, row, whys.of(row));
            out.writeEndObject();
          }
          out.writeEndArray();
        });
  }

  /** What became of a job that somebody changed; it may be gone. */
  static String told(String name, Whys whys) {
    Optional<Row> row = Optional.ofNullable(whys.state().rows().get(name));
    return Json.object(
        out -> {
          out.writeStringField(
              "said", name + row.map(one -> said(one, whys)).orElse(" is deleted"));
          if (row.isPresent()) {
            brief(out, row.get(), whys.of(row.get()));
          } else {
            out.writeStringField("name", name);
          }
        });
  }

  private static String said(Row row, Whys whys) {
    if (row.progress().deleted()) {
      return " goes as soon as its runs have ended; they are being killed";
    }
    if (row.progress().paused().isPresent()) {
      return " is paused: what becomes due is skipped";
    }
    String next = row.next().map(instant -> " is due next at " + instant).orElse(" is never due");
    return next + whys.impossible(row).map(why -> "; but " + why.detail()).orElse("");
  }

  /** All of a job. */
  static String one(Row row, Whys whys) {
    Spec spec = row.job().spec();
    return Json.object(
        out -> {
          brief(out, row, whys.of(row));
          Json.optional(out, "paused", row.progress().paused());
          what(out, spec);
          out.writeStringField("line", Texts.line(spec));
          out.writeStringField("overlap", word(spec.overlap()));
          out.writeStringField("catch-up", word(spec.catchUp()));
          out.writeNumberField("retries", spec.retries());
          Json.optional(out, "timeout", spec.timeout().map(Durations::text));
          out.writeStringField("grace", Durations.text(spec.grace()));
          out.writeStringField("principal", spec.principal());
          out.writeStringField("created", row.job().created().toString());
          out.writeNumberField("revision", row.job().revision());
          out.writeNumberField("runs", row.progress().runs());
          out.writeNumberField("succeeded", row.progress().tally().succeeded());
          out.writeNumberField("failed", row.progress().tally().failed());
          out.writeObjectFieldStart("instants");
          for (Map.Entry<Decision, Long> sum : row.progress().tally().decisions()) {
            out.writeNumberField(Texts.fate(sum.getKey()), sum.getValue());
          }
          out.writeEndObject();
          out.writeArrayFieldStart("sums");
          for (String sum : Texts.sums(row.progress())) {
            out.writeString(sum);
          }
          out.writeEndArray();
          RunJson.write(out, "open", row, row.progress().open().values(), whys);
          LedgerJson.write(out, "ledger", row, LINES);
        });
  }

  private static void what(JsonGenerator out, Spec spec) throws IOException {
    out.writeArrayFieldStart("command");
    for (String word : spec.command()) {
      out.writeString(word);
    }
    out.writeEndArray();
    out.writeBooleanField("shell", spec.shell());
    out.writeStringField("cpus", Amounts.text(spec.cpus()));
    out.writeStringField("mem", Amounts.text(spec.mem()));
    out.writeStringField("disk", Amounts.text(spec.disk()));
    out.writeObjectFieldStart("env");
    for (Map.Entry<String, String> variable : spec.environment().entrySet()) {
      out.writeStringField(variable.getKey(), variable.getValue());
    }
    out.writeEndObject();
    Json.optional(out, "user", Optional.of(spec.user()).filter(user -> !user.isEmpty()));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static void brief(JsonGenerator out, Row row, Optional<Reason> why) throws IOException {
    Optional<Run> last = Optional.ofNullable(row.last());
    out.writeStringField("name", row.name());
    out.writeStringField("schedule", row.job().spec().schedule());
    out.writeStringField("zone", row.job().spec().zone());
    out.writeStringField("state", Texts.state(row));
    Json.optional(out, "next", row.next());
    Json.optional(out, "last", last.map(Run::instant));
    Json.optional(out, "result", last.map(Texts::result));
    out.writeStringField("now", Texts.now(row));
    Json.optional(out, "why", why.map(Reason::detail));
    out.writeFieldName("reason");
    if (why.isPresent()) {
      Json.reason(out, why.get());
    } else {
      out.writeNull();
    }
  }
}
