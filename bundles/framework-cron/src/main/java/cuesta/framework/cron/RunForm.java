package cuesta.framework.cron;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.TaskState;
import cuesta.api.resources.Resources;
import cuesta.framework.cron.engine.Run;
import cuesta.framework.kit.Launch;
import java.io.IOException;
import java.time.Duration;
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
    write(out, job, run.launch());
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

  private static void write(JsonGenerator out, String job, Launch launch) throws IOException {
    out.writeStringField("task", Names.shortened(job, launch.id()));
    out.writeNumberField("launch", launch.number());
    out.writeStringField("state", launch.state().name());
    if (launch.at().isPresent()) {
      Launch.At at = launch.at().get();
      out.writeStringField("agent", at.agent().value());
      out.writeStringField("took", at.resources().toString());
      Written.text(out, "container", at.container().map(ContainerId::value));
    }
    Written.text(out, "started", launch.started());
    Written.text(out, "kill", launch.kill());
    Written.reason(out, "why", launch.why());
  }

  static Run read(String job, Fields from) {
    return new Run(
        from.number("number"),
        Instant.ofEpochSecond(from.number("instant")),
        from.flag("manual"),
        (int) from.number("attempt"),
        launch(job, from),
        from.one("stop").map(Run.Stop::valueOf).orElse(Run.Stop.NO),
        from.one("until").map(Instant::parse),
        Written.reason(from, "before"),
        Instant.parse(from.need("begun")),
        from.one("exit").map(Integer::parseInt).map(OptionalInt::of).orElse(OptionalInt.empty()),
        from.one("ended").map(Instant::parse),
        from.one("output").map(Run.Output::valueOf).orElse(Run.Output.NONE));
  }

  private static Launch launch(String job, Fields from) {
    return new Launch(
        Names.full(job, from.need("task")),
        (int) from.number("launch"),
        from.one("agent").map(agent -> at(agent, from)),
        TaskState.valueOf(from.need("state")),
        from.one("started").map(Instant::parse),
        from.one("kill").map(Duration::parse),
        Written.reason(from, "why"));
  }

  private static Launch.At at(String agent, Fields from) {
    return new Launch.At(
        new AgentId(agent),
        Resources.parse(from.need("took")),
        from.one("container").map(ContainerId::new));
  }
}
