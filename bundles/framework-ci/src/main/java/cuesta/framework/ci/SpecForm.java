package cuesta.framework.ci;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.framework.ci.spec.Allow;
import cuesta.framework.ci.spec.Artifacts;
import cuesta.framework.ci.spec.Cache;
import cuesta.framework.ci.spec.Flow;
import cuesta.framework.ci.spec.JobSpec;
import cuesta.framework.ci.spec.Need;
import cuesta.framework.ci.spec.Retry;
import cuesta.framework.ci.spec.Script;
import cuesta.framework.ci.spec.When;
import cuesta.framework.kit.form.Fields;
import cuesta.framework.kit.form.Written;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What jobs do, as it lies in the store. */
final class SpecForm {
  private SpecForm() {}

  static void write(JsonGenerator out, JobSpec spec) throws IOException {
    out.writeStringField("name", spec.name());
    out.writeStringField("stage", spec.stage());
    flow(out, spec.flow());
    Values.some(out, "beforeScript", spec.script().before());
    Values.some(out, "script", spec.script().main());
    Values.some(out, "afterScript", spec.script().after());
    Values.variables(out, "variables", spec.variables());
    artifacts(out, spec.artifacts());
    out.writeArrayFieldStart("caches");
    for (Cache cache : spec.caches()) {
      out.writeStartObject();
      out.writeStringField("key", cache.key());
      Values.some(out, "paths", cache.paths());
      out.writeStringField("policy", cache.policy().name());
      out.writeStringField("when", cache.when().name());
      Values.some(out, "fallback", cache.fallback());
      out.writeEndObject();
    }
    out.writeEndArray();
    Values.some(out, "tags", List.copyOf(spec.tags()));
  }

  private static void flow(JsonGenerator out, Flow flow) throws IOException {
    if (flow.needs().isPresent()) {
      List<String> needs = new ArrayList<>();
      for (Need need : flow.needs().get()) {
        needs.addAll(List.of(need.job(), Boolean.toString(need.artifacts())));
      }
      Written.texts(out, "needs", needs);
    }
    if (flow.dependencies().isPresent()) {
      Written.texts(out, "dependencies", flow.dependencies().get());
    }
    out.writeStringField("when", flow.when().name());
    out.writeStringField("startIn", flow.startIn().toString());
    Written.flag(out, "allow", flow.allow().any());
    Values.some(out, "allowExits", numbers(flow.allow().exits()));
    out.writeNumberField("retry", flow.retry().most());
    Values.some(out, "retryWhen", List.copyOf(flow.retry().when()));
    Values.some(out, "retryExits", numbers(flow.retry().exits()));
    out.writeStringField("timeout", flow.timeout().toString());
    Written.flag(out, "interruptible", flow.interruptible());
    out.writeStringField("group", flow.resourceGroup());
  }

  private static void artifacts(JsonGenerator out, Artifacts artifacts) throws IOException {
    out.writeStringField("artifacts", artifacts.name());
    Values.some(out, "paths", artifacts.paths());
    Values.some(out, "exclude", artifacts.exclude());
    out.writeStringField("keepWhen", artifacts.when().name());
    Written.text(out, "expireIn", artifacts.expireIn());
    Values.some(out, "junit", artifacts.junit());
    Values.some(out, "dotenv", artifacts.dotenv());
  }

  private static List<String> numbers(Collection<Integer> numbers) {
    return numbers.stream().map(Object::toString).toList();
  }

  static JobSpec read(Fields from) {
    return new JobSpec(
        from.need("name"),
        from.need("stage"),
        flow(from),
        new Script(from.all("beforeScript"), from.all("script"), from.all("afterScript")),
        Values.variables(from, "variables"),
        new Artifacts(
            from.need("artifacts"),
            from.all("paths"),
            from.all("exclude"),
            When.valueOf(from.need("keepWhen")),
            from.one("expireIn").map(Duration::parse),
            from.all("junit"),
            from.all("dotenv")),
        from.objects("caches").stream().map(SpecForm::cache).toList(),
        new TreeSet<>(from.all("tags")));
  }

  private static Cache cache(Fields from) {
    return new Cache(
        from.need("key"),
        from.all("paths"),
        Cache.Policy.valueOf(from.need("policy")),
        When.valueOf(from.need("when")),
        from.all("fallback"));
  }

  private static Flow flow(Fields from) {
    return new Flow(
        from.texts().containsKey("needs") ? Optional.of(needs(from)) : Optional.empty(),
        from.texts().containsKey("dependencies")
            ? Optional.of(from.all("dependencies"))
            : Optional.empty(),
        When.valueOf(from.need("when")),
        Duration.parse(from.need("startIn")),
        new Allow(from.flag("allow"), numbers(from, "allowExits")),
        new Retry(
            (int) from.number("retry"),
            new TreeSet<>(from.all("retryWhen")),
            numbers(from, "retryExits")),
        Duration.parse(from.need("timeout")),
        from.flag("interruptible"),
        from.need("group"));
  }

  private static List<Need> needs(Fields from) {
    List<Need> needs = new ArrayList<>();
    List<String> parts = from.all("needs");
    for (int i = 0; i < parts.size(); i += 2) {
      needs.add(new Need(parts.get(i), Boolean.parseBoolean(parts.get(i + 1))));
    }
    return needs;
  }

  private static SortedSet<Integer> numbers(Fields from, String field) {
    TreeSet<Integer> numbers = new TreeSet<>();
    from.all(field).forEach(number -> numbers.add(Integer.parseInt(number)));
    return numbers;
  }
}
