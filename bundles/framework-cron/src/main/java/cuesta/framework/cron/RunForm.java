package cuesta.framework.cron;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.framework.cron.engine.Run;
import cuesta.framework.kit.form.Fields;
import cuesta.framework.kit.form.LaunchForm;
import cuesta.framework.kit.form.Written;
import java.io.IOException;
import java.time.Instant;
import java.util.OptionalInt;

/** Runs as they lie in the store. */
final class RunForm {
  private RunForm() {}

  static void write(JsonGenerator out, String job, Run run) throws IOException {
    out.writeNumberField("number", run.number());
    out.writeNumberField("instant", run.instant().getEpochSecond());
    Written.flag(out, "manual", run.manual());
    out.writeNumberField("attempt", run.attempt());
    LaunchForm.write(out, Names.shortened(job, run.launch().id()), run.launch());
    if (run.stop() != Run.Stop.NO) {
      out.writeStringField("stop", run.stop().name());
    }
    Written.text(out, "until", run.until());
    Written.reason(out, "before", run.before());
    out.writeStringField("begun", run.begun().toString());
    if (run.exit().isPresent()) {
      out.writeNumberField("exit", run.exit().getAsInt());
    }
    Written.text(out, "ended", run.ended());
    if (run.output() != Run.Output.NONE) {
      out.writeStringField("output", run.output().name());
    }
  }

  static Run read(String job, Fields from) {
    return new Run(
        from.number("number"),
        Instant.ofEpochSecond(from.number("instant")),
        from.flag("manual"),
        (int) from.number("attempt"),
        LaunchForm.read(Names.full(job, LaunchForm.id(from)), from),
        from.one("stop").map(Run.Stop::valueOf).orElse(Run.Stop.NO),
        from.one("until").map(Instant::parse),
        Written.reason(from, "before"),
        Instant.parse(from.need("begun")),
        from.one("exit").map(Integer::parseInt).map(OptionalInt::of).orElse(OptionalInt.empty()),
        from.one("ended").map(Instant::parse),
        from.one("output").map(Run.Output::valueOf).orElse(Run.Output.NONE));
  }
}
