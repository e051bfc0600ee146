package cuesta.framework.ci.language;

import cuesta.framework.ci.spec.JobSpec;
import cuesta.framework.ci.spec.PipelineSpec;
import cuesta.framework.ci.spec.Value;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A project in memory, and what is asked of it; each method answers a changed copy. */
record Project(
    SortedMap<String, String> files,
    Optional<Set<String>> changed,
    SortedMap<String, Value> predefined,
    SortedMap<String, Value> given,
    Set<String> only)
    implements Source {
  static final String FILE = ".gitlab-ci.yml";

  /** With one file, on a push to the branch main. */
  static Project of(String text) {
    return new Project(
            new TreeMap<>(Map.of(FILE, text)),
            Optional.empty(),
            new TreeMap<>(),
            new TreeMap<>(),
            Set.of())
        .predefined("CI_PIPELINE_SOURCE", "push")
        .predefined("CI_COMMIT_BRANCH", "main")
        .predefined("CI_COMMIT_REF_NAME", "main")
        .predefined("CI_DEFAULT_BRANCH", "main");
  }

  Project file(String path, String text) {
    TreeMap<String, String> more = new TreeMap<>(files);
    more.put(path, text);
    return new Project(more, changed, predefined, given, only);
  }

  Project changed(String... paths) {
    return new Project(files, Optional.of(Set.of(paths)), predefined, given, only);
  }

  Project predefined(String name, String value) {
    TreeMap<String, Value> more = new TreeMap<>(predefined);
    more.put(name, Value.raw(value));
    return new Project(files, changed, more, given, only);
  }

  Project without(String name) {
    TreeMap<String, Value> less = new TreeMap<>(predefined);
    less.remove(name);
    return new Project(files, changed, less, given, only);
  }

  Project given(String name, String value) {
    TreeMap<String, Value> more = new TreeMap<>(given);
    more.put(name, Value.raw(value));
    return new Project(files, changed, predefined, more, only);
  }

  Project only(String... jobs) {
    return new Project(files, changed, predefined, given, Set.of(jobs));
  }

  Compiled compiled() {
    return Configuration.compile(this, new Request(FILE, predefined, given, only));
  }

  PipelineSpec pipeline() {
    Compiled compiled = compiled();
    return compiled
        .pipeline()
        .orElseThrow(() -> new AssertionError(compiled.remarks() + " " + compiled.skipped()));
  }

  List<String> names() {
    return pipeline().jobs().stream().map(JobSpec::name).toList();
  }

  JobSpec job(String name) {
    return pipeline().jobs().stream()
        .filter(job -> job.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not among " + names()));
  }

  /** Remarks as compilers say them. */
  List<String> remarks(boolean fatal) {
    return compiled().remarks().stream()
        .filter(remark -> remark.fatal() == fatal)
        .map(Remark::toString)
        .toList();
  }

  @Override
  public Optional<String> text(String path) {
    return Optional.ofNullable(files.get(path));
  }

  @Override
  public Collection<String> paths() {
    return files.keySet();
  }
}
