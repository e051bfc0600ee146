package cuesta.framework.webapp;

import cuesta.api.Reason;
import cuesta.framework.kit.http.Durations;
import cuesta.framework.kit.http.Json;
import cuesta.framework.webapp.engine.Site;
import cuesta.framework.webapp.engine.Spec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Tells what a deploy would do, without doing it. */
record Plans(Whys whys) {
  String json(String name, Spec spec, OptionalInt instances) {
    Optional<Site> site = Optional.ofNullable(whys.state().sites().get(name));
    int now = site.map(s -> s.app().instances()).orElse(0);
    int wanted = instances.orElse(site.isPresent() ? now : 1);
    Optional<Spec> old = site.filter(s -> s.versions().has(s.app().target())).map(Site::spec);
    List<String> changes = old.map(before -> changes(before, spec)).orElse(List.of());
    boolean anew = old.isEmpty() || !old.get().saysSame(spec);
    return Json.object(
        out -> {
          out.writeStringField("name", name);
          out.writeStringField("does", does(site, anew, now, wanted));
          AppJson.texts(out, "changes", changes);
          AppJson.texts(
              out,
              "steps",
              anew && old.isPresent() && !old.get().hasSameTask(spec)
                  ? steps(spec, wanted)
                  : List.of());
          out.writeNumberField("instances", wanted);
          out.writeBooleanField("new-version", anew);
          Json.optional(out, "room", whys.impossible(name, spec).map(Reason::detail));
        });
  }

  private static String does(Optional<Site> site, boolean anew, int now, int wanted) {
    if (site.isEmpty()) {
      return "begins with " + wanted + (wanted == 1 ? " instance" : " instances");
    }
    List<String> does = new ArrayList<>();
    if (anew) {
      int next = site.get().versions().isEmpty() ? 1 : site.get().versions().lastKey() + 1;
      does.add("replaces version " + site.get().app().target() + " by version " + next);
    }
    if (now != wanted) {
      does.add("scales from " + now + " to " + wanted);
    }
    if (site.get().app().stopped()) {
      does.add("begins again, since it is stopped");
    }
    return does.isEmpty() ? "nothing: it is so already" : String.join("; ", does);
  }

  private static List<String> steps(Spec spec, int wanted) {
    Spec.Update update = spec.update();
    return List.of(
        "at least "
            + update.least(wanted)
            + " of "
            + wanted
            + " stay ready, at most "
            + update.more(wanted)
            + " more than that are there",
        "it has failed if no further instance gets ready within "
            + Durations.text(update.deadline())
            + (update.rollback() ? "; then the former version comes back" : ""));
  }

  private static List<String> changes(Spec before, Spec after) {
    Map<String, String> old = lines(before);
    List<String> changes = new ArrayList<>();
    lines(after)
        .forEach(
            (key, value) -> {
              if (!value.equals(old.get(key))) {
                changes.add(key + ": " + shown(old.get(key)) + " -> " + shown(value));
              }
            });
    return changes;
  }

  private static String shown(String value) {
    return value.isEmpty() ? "none" : value;
  }

  private static Map<String, String> lines(Spec spec) {
    LinkedHashMap<String, String> lines = new LinkedHashMap<>();
    lines.put("command", Texts.line(spec));
    lines.put("shell", Boolean.toString(spec.shell()));
    lines.put("cpus", Long.toString(spec.cpus()));
    lines.put("mem", Long.toString(spec.mem()));
    lines.put("disk", Long.toString(spec.disk()));
    lines.put("ports", Integer.toString(spec.ports()));
    lines.put("env", spec.environment().toString());
    lines.put("user", spec.user());
    lines.put("placement", spec.placement().toString());
    lines.put("health", spec.health().map(Object::toString).orElse(""));
    lines.put("ready", spec.readiness().map(Object::toString).orElse(""));
    lines.put("update", spec.update().toString());
    lines.put("drain", Durations.text(spec.drain()));
    lines.put("grace", Durations.text(spec.grace()));
    lines.put("routes", spec.web().hosts() + " " + spec.web().paths());
    return lines;
  }
}
