package cuesta.framework.run;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.api.AgentId;
import cuesta.api.Reason;
import cuesta.api.cluster.AgentView;
import cuesta.api.cluster.ClusterView;
import cuesta.api.resources.Amounts;
import cuesta.framework.kit.Launch;
import cuesta.framework.kit.WhyWaiting;
import cuesta.framework.kit.http.Json;
import cuesta.framework.run.engine.Run;
import cuesta.framework.run.engine.RunState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Writes what callers get. */
final class RunJson {
  private RunJson() {}

  static String run(Run run, RunState state, ClusterView view) {
    return Json.text(out -> run(out, run, state, view));
  }

  static String runs(List<Run> runs, RunState state, ClusterView view) {
    return Json.text(
        out -> {
          out.writeStartArray();
          for (Run run : runs) {
            run(out, run, state, view);
          }
          out.writeEndArray();
        });
  }

  private static void run(JsonGenerator out, Run run, RunState state, ClusterView view)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("id", run.id());
    out.writeNumberField("version", run.version());
    out.writeStringField("name", run.request().name());
    out.writeArrayFieldStart("command");
    for (String word : run.request().command()) {
      out.writeString(word);
    }
    out.writeEndArray();
    out.writeBooleanField("shell", run.request().shell());
    out.writeStringField("state", state(run));
    out.writeStringField("task", run.task().value());
    Json.optional(out, "framework", state.framework());
    where(out, run, state, view);
    if (run.exit().isPresent()) {
      out.writeNumberField("exit", run.exit().getAsInt());
    } else {
      out.writeNullField("exit");
    }
    out.writeFieldName("reason");
    if (run.reason().isPresent() && !run.waits()) {
      Json.reason(out, run.reason().get());
    } else {
      out.writeNull();
    }
    out.writeArrayFieldStart("waiting");
    for (Reason reason : WhyWaiting.reasons(run.launch(), run.wish(), view)) {
      Json.reason(out, reason);
    }
    out.writeEndArray();
    out.writeStringField("created", run.created().toString());
    Json.optional(out, "started", run.started());
    Json.optional(out, "ended", run.ended());
    out.writeStringField("cpus", Amounts.text(run.request().cpus()));
    out.writeStringField("mem", Amounts.text(run.request().mem()));
    out.writeEndObject();
  }

  private static void where(JsonGenerator out, Run run, RunState state, ClusterView view)
      throws IOException {
    Optional<AgentId> agent = run.launch().at().map(Launch.At::agent);
    Json.optional(out, "agent", agent);
    // From the view and not kept with the run: an agent may come back at another port.
    Optional<? extends AgentView> there = agent.flatMap(view::agent);
    Json.optional(out, "url", there.map(AgentView::url));
    Json.optional(out, "sandbox", state.framework().flatMap(run.launch()::sandbox));
  }

  static String state(Run run) {
    if (run.waits()) {
      return "WAITING";
    }
    return run.kill().isPresent() && run.isLive() ? "KILLING" : run.state().name();
  }

  /**
   * Where agents put sandboxes, as Mesos has it; a command task's executor has the id of the task.
   */
}
