package cuesta.framework.webapp;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.api.framework.Check;
import cuesta.api.framework.Probe;
import cuesta.framework.kit.form.Fields;
import cuesta.framework.kit.form.Written;
import cuesta.framework.webapp.engine.Spec;
import cuesta.framework.webapp.engine.Version;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Versions as they lie in the store; their numbers are in their keys. */
final class SpecForm {
  private SpecForm() {}

  static void write(JsonGenerator out, Version version) throws IOException {
    out.writeStringField("created", version.created().toString());
    Spec spec = version.spec();
    Written.texts(out, "command", spec.command());
    Written.flag(out, "shell", spec.shell());
    out.writeNumberField("cpus", spec.cpus());
    out.writeNumberField("mem", spec.mem());
    out.writeNumberField("disk", spec.disk());
    out.writeNumberField("ports", spec.ports());
    List<String> variables = new ArrayList<>();
    for (Map.Entry<String, String> variable : spec.environment().entrySet()) {
      variables.add(variable.getKey());
      variables.add(variable.getValue());
    }
    Written.texts(out, "env", variables);
    out.writeStringField("user", spec.user());
    Written.texts(out, "constraints", spec.placement().constraints());
    out.writeStringField("spread", spec.placement().spread());
    out.writeNumberField("most", spec.placement().most());
    check(out, "health", spec.health());
    check(out, "readiness", spec.readiness());
    out.writeNumberField("minHealthy", spec.update().minHealthy());
    out.writeNumberField("surge", spec.update().surge());
    out.writeStringField("deadline", spec.update().deadline().toString());
    Written.flag(out, "rollback", spec.update().rollback());
    out.writeStringField("drain", spec.drain().toString());
    out.writeStringField("grace", spec.grace().toString());
    Written.texts(out, "hosts", spec.web().hosts());
    Written.texts(out, "paths", spec.web().paths());
    out.writeStringField("principal", spec.principal());
  }

  private static void check(JsonGenerator out, String field, Optional<Check> check)
      throws IOException {
    if (check.isEmpty()) {
      return;
    }
    Check one = check.get();
    out.writeObjectFieldStart(field);
    out.writeStringField("type", one.probe().type());
    out.writeNumberField("port", one.probe().port());
    out.writeStringField("path", one.probe().path());
    Written.texts(out, "command", one.probe().command());
    out.writeStringField("delay", one.delay().toString());
    out.writeStringField("interval", one.interval().toString());
    out.writeStringField("timeout", one.timeout().toString());
    out.writeStringField("grace", one.grace().toString());
    out.writeNumberField("failures", one.failures());
    out.writeEndObject();
  }

  static Version read(int number, Fields from) {
    return new Version(number, spec(from), Instant.parse(from.need("created")));
  }

  private static Spec spec(Fields from) {
    List<String> variables = from.all("env");
    TreeMap<String, String> environment = new TreeMap<>();
    for (int i = 0; i + 1 < variables.size(); i += 2) {
      environment.put(variables.get(i), variables.get(i + 1));
    }
    return new Spec(
        from.all("command"),
        from.flag("shell"),
        from.number("cpus"),
        from.number("mem"),
        from.number("disk"),
        (int) from.number("ports"),
        environment,
        from.need("user"),
        new Spec.Placement(from.all("constraints"), from.need("spread"), (int) from.number("most")),
        check(from, "health"),
        check(from, "readiness"),
        new Spec.Update(
            (int) from.number("minHealthy"),
            (int) from.number("surge"),
            Duration.parse(from.need("deadline")),
            from.flag("rollback")),
        Duration.parse(from.need("drain")),
        Duration.parse(from.need("grace")),
        new Spec.Web(from.all("hosts"), from.all("paths")),
        from.need("principal"));
  }

  private static Optional<Check> check(Fields from, String field) {
    return from.objects(field).stream().findFirst().map(SpecForm::check);
  }

  private static Check check(Fields from) {
    return new Check(
        new Probe(
            from.need("type"), (int) from.number("port"), from.need("path"), from.all("command")),
        Duration.parse(from.need("delay")),
        Duration.parse(from.need("interval")),
        Duration.parse(from.need("timeout")),
        Duration.parse(from.need("grace")),
        (int) from.number("failures"));
  }
}
