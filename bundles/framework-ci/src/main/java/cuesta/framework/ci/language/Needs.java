package cuesta.framework.ci.language;

import cuesta.framework.ci.spec.Need;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Finds the jobs of this pipeline that needs and dependencies speak of. */
final class Needs {
  private final Map<String, List<Taken>> byBase = new LinkedHashMap<>();
  private final Map<String, Verdict> excluded;
  private final boolean reduce;
  private final Remarks remarks;

  /**
   * @param taken all that take part
   * @param excluded why others do not
   * @param reduce whether needs of jobs that do not take part are left out without a word
   */
  Needs(List<Taken> taken, Map<String, Verdict> excluded, boolean reduce, Remarks remarks) {
    taken.forEach(
        one -> byBase.computeIfAbsent(one.draft().name(), _ -> new ArrayList<>()).add(one));
    this.excluded = excluded;
    this.reduce = reduce;
    this.remarks = remarks;
  }

  /** Absent if nothing is said: all of earlier stages. */
  Optional<List<Need>> needs(Taken job) {
    if (!job.says()) {
      return Optional.empty();
    }
    LinkedHashMap<String, Need> needs = new LinkedHashMap<>();
    for (Tree tree : job.needs()) {
      boolean artifacts =
          !(tree instanceof Tree.Keys keys) || Read.flag(keys, "artifacts").orElse(true);
      List<String> found = found(tree);
      if (found.isEmpty()) {
        missing(job, tree);
      }
      found.forEach(name -> needs.put(name, new Need(name, artifacts)));
    }
    return Optional.of(List.copyOf(needs.values()));
  }

  /** Those that do not take part are left out. */
  Optional<List<String>> dependencies(Taken job) {
    return job.draft()
        .keys()
        .get("dependencies")
        .map(tree -> Draft.list(tree).stream().flatMap(one -> found(one).stream()).toList());
  }

  private List<String> found(Tree tree) {
    String name = Draft.needed(tree);
    List<Taken> all = byBase.get(name);
    if (all == null) {
      return byBase.getOrDefault(Parallel.base(name), List.of()).stream()
          .map(Taken::name)
          .filter(name::equals)
          .toList();
    }
    Optional<Tree> matrix =
        tree instanceof Tree.Keys keys
            ? keys.keys("parallel").flatMap(parallel -> parallel.get("matrix"))
            : Optional.empty();
    if (matrix.isEmpty()) {
      return all.stream().map(Taken::name).toList();
    }
    List<SequencedMap<String, String>> rows = Parallel.rows(matrix);
    return all.stream()
        .filter(
            one ->
                rows.stream()
                    .anyMatch(
                        row -> one.instance().matrix().entrySet().containsAll(row.entrySet())))
        .map(Taken::name)
        .toList();
  }

  private void missing(Taken job, Tree tree) {
    boolean optional = tree instanceof Tree.Keys keys && Read.flag(keys, "optional").orElse(false);
    if (reduce || optional) {
      return;
    }
    String name = Draft.needed(tree);
    Verdict why = excluded.get(name);
    remarks.error(
        tree.at(),
        job.draft().path("needs"),
        name
            + " is not in this pipeline"
            + (why == null ? ": no job of it has these variables" : ": " + why.decision()),
        "add optional: true if it may be missing");
  }
}
