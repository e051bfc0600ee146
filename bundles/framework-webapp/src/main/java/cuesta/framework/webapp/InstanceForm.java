package cuesta.framework.webapp;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.framework.kit.form.Fields;
import cuesta.framework.kit.form.LaunchForm;
import cuesta.framework.kit.form.Written;
import cuesta.framework.webapp.engine.Instance;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Instances as they lie in the store; their numbers are in their keys. */
final class InstanceForm {
  private InstanceForm() {}

  static void write(JsonGenerator out, String app, Instance instance) throws IOException {
    out.writeNumberField("version", instance.version());
    out.writeNumberField("generation", instance.generation());
    out.writeStringField("created", instance.created().toString());
    LaunchForm.write(out, Names.shortened(app, instance.launch().id()), instance.launch());
    out.writeStringField("host", instance.host());
    List<String> spot = new ArrayList<>();
    instance.spot().forEach((name, value) -> spot.addAll(List.of(name, value)));
    Written.texts(out, "spot", spot);
    Written.text(out, "since", instance.since());
    Written.text(out, "healthy", instance.checked().healthy());
    Written.reason(out, "check", instance.checked().why());
    Written.text(out, "leaves", instance.leaves());
  }

  static Instance read(String app, long number, Fields from) {
    TreeMap<String, String> spot = new TreeMap<>();
    List<String> pairs = from.all("spot");
    for (int i = 0; i + 1 < pairs.size(); i += 2) {
      spot.put(pairs.get(i), pairs.get(i + 1));
    }
    return new Instance(
        number,
        (int) from.number("version"),
        (int) from.number("generation"),
        Instant.parse(from.need("created")),
        LaunchForm.read(Names.full(app, LaunchForm.id(from)), from),
        from.need("host"),
        spot,
        new Instance.Checked(
            from.one("since").map(Instant::parse),
            from.one("healthy").map(Boolean::parseBoolean),
            Written.reason(from, "check")),
        from.one("leaves").map(Instant::parse));
  }
}
