package cuesta.framework.ci.http;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.framework.ci.engine.CiState;
import cuesta.framework.ci.engine.Job;
import cuesta.framework.ci.engine.Line;
import cuesta.framework.kit.http.Call;
import cuesta.framework.kit.http.Invalid;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Finds what a call means.
 *
 * @param state the committed state
 */
record Lookup(Supplier<CiState> state) {

  /** The pipeline that is named, or the last one; refused if there is none. */
  Line line(Call call) {
    return call.input().has("pipeline") ? line(number(call)) : last();
  }

  static long number(Call call) {
    return call.input().number("pipeline", 0, 1, Long.MAX_VALUE);
  }

  Line line(long number) {
    Line line = state.get().lines().get(number);
    if (line == null) {
      throw unknown("pipeline " + number, "there is no such pipeline, or it is not kept any more");
    }
    return line;
  }

  private Line last() {
    Line last = null;
    for (Line line : state.get().lines().values()) {
      last = line;
    }
    if (last == null) {
      throw unknown("pipeline", "there is none yet");
    }
    return last;
  }

  private static Refused unknown(String subject, String detail) {
    return new Refused(
        Reason.of(Reasons.UNKNOWN, subject, detail, "list them: cuesta ci list --all"));
  }

  /** The job of a pipeline that is named; refused if there is none. */
  Job job(Line line, Call call) {
    String name = call.need("job");
    return line.job(name).orElseThrow(() -> Invalid.name("job", name, names(line)));
  }

  private static List<String> names(Line line) {
    List<String> names = new ArrayList<>();
    line.names().keys().forEach(names::add);
    return names;
  }
}
