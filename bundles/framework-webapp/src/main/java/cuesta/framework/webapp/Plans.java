package cuesta.framework.webapp;

import cuesta.api.Reason;
import cuesta.api.Refused;
import cuesta.framework.kit.http.Durations;
import cuesta.framework.kit.http.Json;
import cuesta.framework.webapp.engine.Bounds;
import cuesta.framework.webapp.engine.Site;
import cuesta.framework.webapp.engine.Spec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Tells what a deploy of an application would do, without doing it. */
record Plans(Whys whys, String name, Spec spec) {
  /** Refused as the deploy would be. */
  String json(OptionalInt instances) {
    Optional<Site> site = Optional.ofNullable(whys.state().sites().get(name));
    int now = site.map(s -> s.app().instances()).orElse(0);
    int wanted = instances.orElse(site.isPresent() ? now : 1);
    Bounds.refusal(whys.state(), name, Optional.of(spec), wanted)
        .ifPresent(
            why -> {
              throw new Refused(why);
            });
    Optional<Site> kept =
        site.filter(s -> !s.app().deleted() && s.versions().has(s.app().target()));
    Optional<Spec> old = kept.map(Site::spec);
    return Json.object(
        out -> {
          out.writeStringField("name", name);
          out.writeStringField("does", kept.map(s -> does(s, wanted)).orElse(begins(wanted)));
          AppJson.texts(out, "changes", old.map(this::changes).orElse(List.of()));
          AppJson.texts(out, "steps", old.map(before -> steps(before, wanted)).orElse(List.of()));
          out.writeNumberField("instances", wanted);
          out.writeBooleanField("new-version", old.isEmpty() || !old.get().saysSame(spec));
          Json.optional(out, "room", whys.impossible(name, spec).map(Reason::detail));
        });
  }

  private static String begins(int wanted) {
    return "begins with " + wanted + (wanted == 1 ? " instance" : " instances");
  }

  private String does(Site site, int wanted) {
    List<String> does = new ArrayList<>();
    if (!site.spec().saysSame(spec)) {
      does.add(
          "replaces version "
              + site.app().target()
              + " by version "
              + site.next()
              + (site.spec().hasSameTask(spec) ? "; instances stay as they are" : ""));
    }
    if (site.app().instances() != wanted) {
      does.add("scales from " + site.app().instances() + " to " + wanted);
    }
    if (site.app().stopped()) {
      does.add("begins again, since it is stopped");
    }
    if (!site.spec().saysSame(spec)) {
      site.app()
          .running()
          .ifPresent(
              running ->
                  does.add("takes the place of what is under way: " + Texts.line(site, running)));
    }
    return does.isEmpty() ? "nothing: it is so already" : String.join("; ", does);
  }

  private List<String> steps(Spec before, int wanted) {
    if (before.hasSameTask(spec)) {
      return List.of();
    }
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

  private List<String> changes(Spec before) {
    Map<String, String> old = lines(before);
    List<String> changes = new ArrayList<>();
    lines(spec)
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
    lines.put("shell", spec.shell() ? "yes" : "no");
    lines.put("cpus", Texts.plain(spec.cpus()));
    lines.put("mem", Texts.plain(spec.mem()));
    lines.put("disk", Texts.plain(spec.disk()));
    lines.put("ports", Integer.toString(spec.ports()));
    lines.put("env", spec.environment().isEmpty() ? "" : spec.environment().toString());
    lines.put("user", spec.user());
    lines.put("placement", Texts.placement(spec.placement()));
    lines.put("health", Texts.whole(spec.health()));
    lines.put("ready", Texts.whole(spec.readiness()));
    lines.put("update", Texts.update(spec.update()));
    lines.put("drain", Durations.text(spec.drain()));
    lines.put("grace", Durations.text(spec.grace()));
    lines.put("hosts", String.join(", ", spec.web().hosts()));
    lines.put("paths", String.join(", ", spec.web().paths()));
    return lines;
  }
}
