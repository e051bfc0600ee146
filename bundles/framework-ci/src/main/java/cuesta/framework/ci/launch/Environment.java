package cuesta.framework.ci.launch;

import cuesta.framework.ci.engine.Job;
import cuesta.framework.ci.engine.Line;
import cuesta.framework.ci.engine.Pipeline;
import cuesta.framework.ci.engine.Upstream;
import cuesta.framework.ci.spec.Expansion;
import cuesta.framework.ci.spec.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The variables of a job, in GitLab's order: those of whoever started it win over those of earlier
 * jobs, these over the configuration's, and these over predefined ones.
 *
 * @param all expanded; with {@link Driver#HERE} for the directory of the project
 * @param secrets texts that must not be seen
 */
public record Environment(SortedMap<String, Value> all, SortedSet<String> secrets) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /**
   * Those of a job.
   *
   * @param line its pipeline
   * @param job the job
   * @return its variables
   */
  public static Environment of(Line line, Job job) {
    Pipeline pipeline = line.pipeline();
    TreeMap<String, Value> all = new TreeMap<>();
    all.put("LANG", Value.raw("C.UTF-8")); // agents pass no locale on, and most tools want one
    all.putAll(pipeline.predefined());
    all.putAll(Predefined.values(own(pipeline, job)));
    all.putAll(job.spec().variables());
    all.putAll(Predefined.values(Upstream.dotenv(line, job)));
    all.putAll(pipeline.given());
    all.putAll(job.given());
    TreeSet<String> secrets = new TreeSet<>();
    for (SortedMap<String, Value> given : List.of(pipeline.given(), job.given())) {
      given.values().stream().filter(Value::masked).map(Value::text).forEach(secrets::add);
    }
    return new Environment(Expansion.expand(all), secrets);
  }

  private static SortedMap<String, String> own(Pipeline pipeline, Job job) {
    TreeMap<String, String> own = new TreeMap<>();
    own.put("CI_PIPELINE_ID", Long.toString(pipeline.number()));
    own.put("CI_PIPELINE_IID", Long.toString(pipeline.number()));
    own.put("CI_PIPELINE_CREATED_AT", pipeline.course().created().toString());
    if (!pipeline.name().isEmpty()) {
      own.put("CI_PIPELINE_NAME", pipeline.name());
    }
    own.put("CI_JOB_ID", Long.toString(job.number()));
    own.put("CI_JOB_NAME", job.name());
    own.put("CI_JOB_NAME_SLUG", Predefined.slug(job.name()));
    own.put("CI_JOB_STAGE", job.spec().stage());
    own.put("CI_JOB_TIMEOUT", Long.toString(job.spec().flow().timeout().toSeconds()));
    own.put("CI_PROJECT_DIR", Driver.HERE);
    return own;
  }

  /**
   * Puts them into a text that names files of the project, or the like.
   *
   * @param text as it is written
   * @return the text; the directory of the project is left out, names are relative to it
   */
  public String put(String text) {
    return Expansion.text(text, all).replace(Driver.HERE + "/", "").replace(Driver.HERE, ".");
  }

  /**
   * A text that others may see.
   *
   * @param text any text
   * @return without what must not be seen
   */
  public String masked(String text) {
    List<String> longest = new ArrayList<>(secrets);
    longest.sort(Comparator.comparing(String::length).reversed());
    String masked = text;
    for (String secret : longest) {
      masked = masked.replace(secret, "[MASKED]");
    }
    return masked;
  }

  /**
   * Those that an agent can set.
   *
   * @return by name
   */
  SortedMap<String, String> early() {
    TreeMap<String, String> texts = new TreeMap<>();
    all.forEach(
        (name, value) -> {
          if (!isLate(name, value) && isPossible(name, value)) {
            texts.put(name, value.text());
          }
        });
    return texts;
  }

  /**
   * Those that only the job itself can set, since the directory is in them.
   *
   * @return by name
   */
  SortedMap<String, String> late() {
    TreeMap<String, String> texts = new TreeMap<>();
    all.forEach(
        (name, value) -> {
          if (isLate(name, value)) {
            texts.put(name, value.text());
          }
        });
    return texts;
  }

  private static boolean isLate(String name, Value value) {
    return value.text().contains(Driver.HERE)
        && NAME.matcher(name).matches()
        && !name.equals("CI_PROJECT_DIR");
  }

  private static boolean isPossible(String name, Value value) {
    return !name.isEmpty()
        && name.indexOf('=') < 0
        && name.indexOf('\0') < 0
        && value.text().indexOf('\0') < 0
        && !value.text().contains(Driver.HERE);
  }
}
