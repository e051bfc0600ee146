package cuesta.framework.ci.language;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import cuesta.framework.ci.spec.Allow;
import cuesta.framework.ci.spec.Cache;
import cuesta.framework.ci.spec.JobSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What both the oracle and we say of a configuration, fact by fact: {@code JOB.stage} to a text,
 * and {@code JOB} alone for that it is in the pipeline.
 */
record Facts(TreeMap<String, String> all) {
  private static final String JOB = "in the pipeline";

  int size() {
    return all.size();
  }

  /** The jobs. */
  TreeSet<String> jobs() {
    TreeSet<String> jobs = new TreeSet<>();
    all.forEach(
        (key, value) -> {
          if (value.equals(JOB)) {
            jobs.add(key);
          }
        });
    return jobs;
  }

  /** The facts that are not the same, with both texts; of a job that only one has, just that. */
  TreeMap<String, String> differences(Facts other) {
    TreeMap<String, String> differences = new TreeMap<>();
    TreeSet<String> keys = new TreeSet<>(all.keySet());
    keys.addAll(other.all.keySet());
    TreeSet<String> alone = new TreeSet<>(jobs());
    alone.addAll(other.jobs());
    alone.removeIf(job -> jobs().contains(job) && other.jobs().contains(job));
    keys.removeIf(key -> alone.stream().anyMatch(job -> key.startsWith(job + ".")));
    for (String key : keys) {
      String one = all.getOrDefault(key, "absent");
      String two = other.all.getOrDefault(key, "absent");
      if (!one.equals(two)) {
        differences.put(key, "oracle: " + one + ", ours: " + two);
      }
    }
    return differences;
  }

  static Facts of(Compiled compiled) {
    TreeMap<String, String> facts = new TreeMap<>();
    if (compiled.remarks().stream().anyMatch(Remark::fatal)) {
      facts.put("error", "true");
    }
    compiled.pipeline().ifPresent(pipeline -> pipeline.jobs().forEach(job -> put(facts, job)));
    return new Facts(facts);
  }

  private static void put(TreeMap<String, String> facts, JobSpec job) {
    String name = job.name() + ".";
    facts.put(job.name(), JOB);
    facts.put(name + "stage", job.stage());
    facts.put(name + "when", job.flow().when().text());
    facts.put(name + "allow_failure", allow(job.flow().allow()));
    facts.put(
        name + "needs",
        job.flow()
            .needs()
            .map(needs -> needs.stream().map(n -> n.job() + ":" + n.artifacts()).toList())
            .map(Object::toString)
            .orElse("null"));
    facts.put(name + "script", job.script().main().toString());
    facts.put(name + "before_script", job.script().before().toString());
    facts.put(name + "after_script", job.script().after().toString());
    facts.put(name + "tags", new TreeSet<>(job.tags()).toString());
    facts.put(name + "artifacts", job.artifacts().paths().toString());
    facts.put(name + "reports", job.artifacts().junit() + "" + job.artifacts().dotenv());
    facts.put(name + "cache", job.caches().stream().map(Facts::cache).toList().toString());
    facts.put(name + "retry", String.valueOf(job.flow().retry().most()));
    facts.put(name + "interruptible", String.valueOf(job.flow().interruptible()));
    facts.put(name + "resource_group", job.flow().resourceGroup());
    facts.put(
        name + "dependencies", job.flow().dependencies().map(Object::toString).orElse("null"));
  }

  private static String cache(Cache cache) {
    return cache.paths() + " " + cache.policy().text() + " " + cache.when().text();
  }

  private static String allow(Allow allow) {
    return allow.any() ? "true" : allow.exits().isEmpty() ? "false" : allow.exits().toString();
  }

  static Facts ofOracle(Path file) throws IOException {
    Map<?, ?> answer;
    try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
      parser.nextToken();
      answer = (Map<?, ?>) json(parser);
    }
    TreeMap<String, String> facts = new TreeMap<>();
    if (answer.containsKey("error")) {
      facts.put("error", "true");
      return new Facts(facts);
    }
    Map<?, ?> preview = (Map<?, ?>) answer.get("preview");
    List<?> jobs = (List<?>) answer.get("jobs");
    List<?> present = jobs.stream().filter(job -> !"never".equals(map(job).get("when"))).toList();
    for (Object one : present) {
      Map<?, ?> job = map(one);
      String theirs = (String) job.get("name");
      put(facts, job, map(preview.get(base(theirs))), present);
    }
    return new Facts(facts);
  }

  private static void put(
      TreeMap<String, String> facts, Map<?, ?> job, Map<?, ?> written, List<?> jobs) {
    String name = named((String) job.get("name")) + ".";
    facts.put(named((String) job.get("name")), JOB);
    facts.put(name + "stage", (String) job.get("stage"));
    facts.put(name + "when", (String) job.get("when"));
    Object allow = job.get("allow_failure");
    facts.put(
        name + "allow_failure",
        allow instanceof Map<?, ?> some ? list(some.get("exit_codes")).toString() : "" + allow);
    facts.put(
        name + "needs", job.get("needs") instanceof List<?> n ? needs(n, jobs).toString() : "null");
    for (String key : List.of("script", "before_script", "after_script")) {
      facts.put(name + key, list(written.get(key)).toString());
    }
    facts.put(name + "tags", new TreeSet<>(list(written.get("tags"))).toString());
    Map<?, ?> artifacts = map(written.get("artifacts"));
    facts.put(name + "artifacts", list(artifacts.get("paths")).toString());
    Map<?, ?> reports = map(artifacts.get("reports"));
    facts.put(name + "reports", list(reports.get("junit")) + "" + list(reports.get("dotenv")));
    List<String> caches = new ArrayList<>();
    if (written.get("cache") instanceof List<?> all) {
      for (Object one : all) {
        Map<?, ?> cache = map(one);
        caches.add(list(cache.get("paths")) + " " + cache.get("policy") + " " + cache.get("when"));
      }
    }
    facts.put(name + "cache", caches.toString());
    Object retry =
        written.get("retry") instanceof Map<?, ?> map ? map.get("max") : written.get("retry");
    facts.put(name + "retry", retry == null ? "0" : retry.toString());
    facts.put(
        name + "interruptible", "" + (written.get("interruptible") instanceof Boolean b && b));
    Object group = written.get("resource_group");
    facts.put(name + "resource_group", group == null ? "" : group.toString());
    facts.put(
        name + "dependencies",
        written.get("dependencies") == null
            ? "null"
            : list(written.get("dependencies")).toString());
  }

  /** It names jobs of {@code parallel} as a whole; we name each. */
  private static List<String> needs(List<?> needs, List<?> jobs) {
    List<String> all = new ArrayList<>();
    for (Object one : needs) {
      Map<?, ?> need = map(one);
      boolean found = false;
      for (Object job : jobs) {
        String name = (String) map(job).get("name");
        if (base(name).equals(need.get("job"))) {
          all.add(named(name) + ":" + need.get("artifacts"));
          found = true;
        }
      }
      if (!found && !Boolean.TRUE.equals(need.get("optional"))) {
        all.add(need.get("job") + ":" + need.get("artifacts"));
      }
    }
    return all;
  }

  /**
   * The oracle writes {@code a: [1/3]} and {@code a: [x,y]} for {@code a 1/3}, {@code a: [x, y]}.
   */
  private static String named(String theirs) {
    String name = base(theirs);
    if (name.equals(theirs)) {
      return name;
    }
    String inner = theirs.substring(name.length() + 3, theirs.length() - 1);
    return inner.matches("[0-9]+/[0-9]+")
        ? name + " " + inner
        : name + ": [" + inner.replace(",", ", ") + "]";
  }

  private static String base(String theirs) {
    return theirs.endsWith("]") ? theirs.substring(0, theirs.indexOf(": [")) : theirs;
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<String> list(Object value) {
    return switch (value) {
      case null -> List.of();
      case List<?> list -> list.stream().flatMap(one -> list(one).stream()).toList();
      default -> List.of(value.toString());
    };
  }

  private static Object json(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      Map<String, Object> map = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        parser.nextToken();
        map.put(key, json(parser));
      }
      return map;
    }
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      List<Object> list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        list.add(json(parser));
      }
      return list;
    }
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }
}
