package cuesta.framework.cron;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.framework.cron.engine.Job;
import cuesta.framework.cron.engine.Spec;
import cuesta.framework.kit.form.Fields;
import cuesta.framework.kit.form.Written;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Jobs as they lie in the store; their names are in their keys. */
final class JobForm {
  private JobForm() {}

  static void write(JsonGenerator out, Job job) throws IOException {
    Spec spec = job.spec();
    out.writeStringField("schedule", spec.schedule());
    out.writeStringField("zone", spec.zone());
    Written.texts(out, "command", spec.command());
    Written.flag(out, "shell", spec.shell());
    out.writeNumberField("cpus", spec.cpus());
    out.writeNumberField("mem", spec.mem());
    out.writeNumberField("disk", spec.disk());
    List<String> variables = new ArrayList<>();
    for (Map.Entry<String, String> variable : spec.environment().entrySet()) {
      variables.add(variable.getKey());
      variables.add(variable.getValue());
    }
    Written.texts(out, "env", variables);
    out.writeStringField("user", spec.user());
    out.writeStringField("overlap", spec.overlap().name());
    out.writeStringField("catchUp", spec.catchUp().name());
    out.writeNumberField("retries", spec.retries());
    Written.text(out, "timeout", spec.timeout());
    out.writeStringField("grace", spec.grace().toString());
    out.writeStringField("principal", spec.principal());
    out.writeStringField("tag", job.tag());
    out.writeStringField("anchor", job.anchor().toString());
    out.writeStringField("created", job.created().toString());
    out.writeNumberField("revision", job.revision());
  }

  static Job read(String name, Fields from) {
    return new Job(
        spec(name, from),
        from.need("tag"),
        Instant.parse(from.need("anchor")),
        Instant.parse(from.need("created")),
        (int) from.number("revision"));
  }

  private static Spec spec(String name, Fields from) {
    List<String> variables = from.all("env");
    TreeMap<String, String> environment = new TreeMap<>();
    for (int i = 0; i + 1 < variables.size(); i += 2) {
      environment.put(variables.get(i), variables.get(i + 1));
    }
    return new Spec(
        name,
        from.need("schedule"),
        from.need("zone"),
        from.all("command"),
        from.flag("shell"),
        from.number("cpus"),
        from.number("mem"),
        from.number("disk"),
        environment,
        from.need("user"),
        Spec.Overlap.valueOf(from.need("overlap")),
        Spec.CatchUp.valueOf(from.need("catchUp")),
        (int) from.number("retries"),
        from.one("timeout").map(Duration::parse),
        Duration.parse(from.need("grace")),
        from.need("principal"));
  }
}
