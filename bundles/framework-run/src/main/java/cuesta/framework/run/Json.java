package cuesta.framework.run;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.cluster.AgentView;
import cuesta.api.cluster.ClusterView;
import cuesta.api.resources.Amounts;
import cuesta.framework.kit.Launch;
import cuesta.framework.run.engine.Run;
import cuesta.framework.run.engine.RunState;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes what callers get. */
final class Json {
  private Json() {}

  private interface Part {
    void write(JsonGenerator out) throws IOException;
  }

  private static String text(Part part) {
    StringWriter text = new StringWriter(1_024);
    try (JsonGenerator out = RequestReader.JSON.createGenerator(text)) {
      part.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  static String run(Run run, RunState state, ClusterView view) {
    return text(out -> run(out, run, state, view));
  }

  static String runs(List<Run> runs, RunState state, ClusterView view) {
    return text(
        out -> {
          out.writeStartArray();
          for (Run run : runs) {
            run(out, run, state, view);
          }
          out.writeEndArray();
        });
  }

  static String reason(Reason reason) {
    return text(out -> reason(out, reason));
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
    optional(out, "framework", state.framework().map(FrameworkId::value));
    where(out, run, state, view);
    if (run.exit().isPresent()) {
      out.writeNumberField("exit", run.exit().getAsInt());
    } else {
      out.writeNullField("exit");
    }
    out.writeFieldName("reason");
    if (run.reason().isPresent() && !run.waits()) {
      reason(out, run.reason().get());
    } else {
      out.writeNull();
    }
    out.writeArrayFieldStart("waiting");
    for (Reason reason : WhyWaiting.reasons(run, view)) {
      reason(out, reason);
    }
    out.writeEndArray();
    out.writeStringField("created", run.created().toString());
    optional(out, "started", run.started().map(Instant::toString));
    optional(out, "ended", run.ended().map(Instant::toString));
    out.writeStringField("cpus", Amounts.text(run.request().cpus()));
    out.writeStringField("mem", Amounts.text(run.request().mem()));
    out.writeEndObject();
  }

  private static void where(JsonGenerator out, Run run, RunState state, ClusterView view)
      throws IOException {
    Optional<AgentId> agent = run.launch().at().map(Launch.At::agent);
    optional(out, "agent", agent.map(AgentId::value));
    // From the view and not kept with the run: an agent may come back at another port.
    Optional<? extends AgentView> there = agent.flatMap(view::agent);
    optional(out, "url", there.map(AgentView::url));
    optional(out, "sandbox", sandbox(run, state));
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
  private static Optional<String> sandbox(Run run, RunState state) {
    return run.launch()
        .at()
        .flatMap(
            at ->
                at.container()
                    .flatMap(
                        container ->
                            state
                                .framework()
                                .map(
                                    framework ->
                                        String.join(
                                            "/",
                                            "slaves",
                                            at.agent().value(),
                                            "frameworks",
                                            framework.value(),
                                            "executors",
                                            run.task().value(),
                                            "runs",
                                            container.value()))));
  }

  private static void reason(JsonGenerator out, Reason reason) throws IOException {
    out.writeStartObject();
    out.writeStringField("code", reason.code());
    out.writeStringField("subject", reason.subject());
    out.writeStringField("detail", reason.detail());
    out.writeStringField("hint", reason.hint());
    out.writeEndObject();
  }

  private static void optional(JsonGenerator out, String field, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      out.writeStringField(field, value.get());
    } else {
      out.writeNullField(field);
    }
  }
}
