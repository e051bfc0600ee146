package cuesta.framework.kit.form;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.TaskState;
import cuesta.api.resources.Resources;
import cuesta.framework.kit.Launch;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** Launches as they lie in a store: as members of the object of their unit of work. */
public final class LaunchForm {
  private LaunchForm() {}

  /**
   * Writes one.
   *
   * @param out where to
   * @param id its id, or what the framework makes it of
   * @param launch the launch
   * @throws IOException if that cannot be written to
   */
  public static void write(JsonGenerator out, String id, Launch launch) throws IOException {
    out.writeStringField("task", id);
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

  /**
   * The id that was written.
   *
   * @param from the unit's object
   * @return what {@link #write} was given
   */
  public static String id(Fields from) {
    return from.need("task");
  }

  /**
   * Reads one.
   *
   * @param id its id
   * @param from the unit's object
   * @return the launch
   * @throws IllegalArgumentException if a field is missing or damaged
   */
  public static Launch read(String id, Fields from) {
    return new Launch(
        id,
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
