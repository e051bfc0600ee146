package cuesta.framework.ci.engine;

import cuesta.framework.ci.spec.Value;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the engine itself has to know of a job's variables: how large it is, and its tags. */
final class Variables {
  private static final Pattern NAMED = Pattern.compile("\\$(\\$|\\w+|\\{\\w+\\})");

  /** Variables in variables in variables: more is a circle. */
  private static final int DEPTH = 10;

  /** The first that has a variable wins. */
  private final List<SortedMap<String, Value>> sources;

  private Variables(List<SortedMap<String, Value>> sources) {
    this.sources = sources;
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
    return value(name, 0);
  }

  private Optional<String> value(String name, int depth) {
    for (SortedMap<String, Value> source : sources) {
      Value value = source.get(name);
      if (value != null) {
        return Optional.of(value.raw() ? value.text() : put(value.text(), depth + 1));
      }
    }
    return Optional.empty();
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
    return put(text, 0);
  }

  private String put(String text, int depth) {
    if (depth > DEPTH || text.indexOf('$') < 0) {
      return text;
    }
    return NAMED
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(of(found.group(1), depth)));
  }

  private String of(String name, int depth) {
    if (name.equals("$")) {
      return name;
    }
    String plain = name.startsWith("{") ? name.substring(1, name.length() - 1) : name;
    return value(plain, depth).orElse("");
  }
}
