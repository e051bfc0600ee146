package cuesta.framework.ci.language;

import cuesta.framework.ci.language.condition.Globs;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Looks for files that fit patterns; each pattern once, and not without end. */
final class Files {
  /** Paths held against patterns; then all patterns fit, as for GitLab. */
  static final int MAX_COMPARED = 5_000_000;

  private final Source source;
  private final TreeMap<String, Optional<String>> existing = new TreeMap<>();
  private final TreeMap<String, Optional<String>> changed = new TreeMap<>();
  private int compared;

  Files(Source source) {
    this.source = source;
  }

  /** Whether it is known what changed. */
  boolean compares() {
    return source.changed().isPresent();
  }

  /** A file of the project that fits. */
  Optional<String> existing(String glob) {
    return existing.computeIfAbsent(glob, _ -> first(glob, source.paths()));
  }

  /** A changed file that fits. */
  Optional<String> changed(String glob) {
    return changed.computeIfAbsent(glob, _ -> first(glob, source.changed().orElseThrow()));
  }

  private Optional<String> first(String glob, Collection<String> paths) {
    compared += paths.size();
    if (compared > MAX_COMPARED) {
      return Optional.of("whatever there is: there is too much to compare");
    }
    Predicate<String> fits = Globs.paths(glob.startsWith("./") ? glob.substring(2) : glob);
    return paths.stream().filter(fits).min(String::compareTo);
  }
}
