package cuesta.framework.ci.engine;

import cuesta.framework.ci.spec.Expansion;
import cuesta.framework.ci.spec.Value;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What the engine itself has to know of a job's variables: how large it is, and its tags. */
final class Variables {
  /** The first that has a variable wins. */
  private final List<SortedMap<String, Value>> sources;

  private final Expansion expansion;

  private Variables(List<SortedMap<String, Value>> sources) {
    this.sources = sources;
    expansion = Expansion.over(sources);
  }

  static Variables of(Pipeline pipeline, Job job) {
    return new Variables(
        List.of(job.given(), pipeline.given(), job.spec().variables(), pipeline.predefined()));
  }

  /**
   * The name of a job's resource group. Variables of one attempt do not count, or its attempts
   * would be in several.
   */
  static String group(Pipeline pipeline, Job job) {
    List<SortedMap<String, Value>> sources =
        List.of(pipeline.given(), job.spec().variables(), pipeline.predefined());
    return new Variables(sources).put(job.flow().resourceGroup());
  }

  /** A value with all others put in. */
  Optional<String> value(String name) {
    return expansion.value(name).map(Value::text);
  }

  /** A text as people may see it. */
  String shown(String text) {
    String shown = text;
    for (SortedMap<String, Value> source : sources) {
      for (Value value : source.values()) {
        if (value.masked() && !value.text().isEmpty()) {
          shown = shown.replace(value.text(), "[MASKED]");
        }
      }
    }
    return shown;
  }

  /** A text with variables put in; unknown ones are empty. */
  String put(String text) {
    return expansion.put(text);
  }
}
