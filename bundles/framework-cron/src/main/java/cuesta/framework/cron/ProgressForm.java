package cuesta.framework.cron;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.engine.Table;
import cuesta.framework.cron.engine.Decision;
import cuesta.framework.cron.engine.Progress;
import cuesta.framework.cron.engine.Run;
import cuesta.framework.cron.engine.Tally;
import cuesta.framework.kit.form.Fields;
import cuesta.framework.kit.form.Written;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** How far a job has come, as it lies in the store. */
final class ProgressForm {
  private ProgressForm() {}

  static void write(JsonGenerator out, String job, Progress progress) throws IOException {
    out.writeStringField("cursor", progress.cursor().toString());
    Written.text(out, "paused", progress.paused());
    Written.flag(out, "deleted", progress.deleted());
    out.writeNumberField("lines", progress.lines());
    LedgerForm.write(out, "tail", job, progress.tail());
    out.writeNumberField("runs", progress.runs());
    out.writeArrayFieldStart("open");
    for (Run run : progress.open().values()) {
      out.writeStartObject();
      RunForm.write(out, job, run);
      out.writeEndObject();
    }
    out.writeEndArray();
    write(out, progress.tally());
  }

  private static void write(JsonGenerator out, Tally tally) throws IOException {
    out.writeArrayFieldStart("tally");
    for (Map.Entry<Decision, Long> sum : tally.decisions()) {
      out.writeString(sum.getKey().name());
      out.writeNumber(sum.getValue());
    }
    out.writeEndArray();
    out.writeNumberField("succeeded", tally.succeeded());
    out.writeNumberField("failed", tally.failed());
  }

  static Progress read(String job, Fields from) {
    Table<Long, Run> open = Table.empty();
    for (Fields run : from.objects("open")) {
      Run read = RunForm.read(job, run);
      open = open.with(read.number(), read);
    }
    return new Progress(
        Instant.parse(from.need("cursor")),
        from.one("paused").map(Instant::parse),
        from.flag("deleted"),
        from.number("lines"),
        LedgerForm.read(from, "tail", job),
        from.number("runs"),
        open,
        tally(from));
  }

  private static Tally tally(Fields from) {
    Table<Decision, Long> sums = Table.empty();
    List<String> values = from.all("tally");
    for (int i = 0; i + 1 < values.size(); i += 2) {
      sums = sums.with(Decision.valueOf(values.get(i)), Long.parseLong(values.get(i + 1)));
    }
    return new Tally(sums, from.number("succeeded"), from.number("failed"));
  }
}
