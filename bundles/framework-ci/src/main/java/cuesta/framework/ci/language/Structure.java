package cuesta.framework.ci.language;

import cuesta.framework.ci.spec.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * A whole configuration, checked against the table.
 *
 * @param stages in their order, {@code .pre} and {@code .post} among them
 * @param root all that is said besides jobs
 * @param variables global ones
 * @param jobs in the order of the file, hidden ones left out
 */
record Structure(
    List<String> stages, Tree.Keys root, SortedMap<String, Value> variables, List<Draft> jobs) {
  private static final int MAX_NAME = 255;

  static Structure of(Tree.Keys root, Remarks remarks) {
    LinkedHashMap<String, Tree.Entry> global = new LinkedHashMap<>();
    LinkedHashMap<String, Tree.Entry> jobs = new LinkedHashMap<>();
    root.entries()
        .forEach(
            (name, entry) -> {
              if (Table.ROOT.keys().containsKey(name)) {
                global.put(name, entry);
              } else if (!name.startsWith(".")) {
                jobs.put(name, entry);
              }
            });
    Tree.Keys keys = new Tree.Keys(root.at(), global);
    new Check(remarks).check("", keys, Table.ROOT);
    remark("", keys, remarks);
    List<Draft> drafts = new ArrayList<>();
    jobs.forEach((name, entry) -> job(name, entry, keys, remarks).ifPresent(drafts::add));
    if (drafts.size() > Table.MAX_JOBS) {
      remarks.error(
          drafts.get(Table.MAX_JOBS).at(), "", "there are over " + Table.MAX_JOBS + " jobs", "");
    }
    if (jobs.isEmpty() && !remarks.failed()) {
      remarks.error(root.at(), "", "there is no job", "NAME: {script: [COMMAND]}");
    }
    return new Structure(stages(keys), keys, Read.variables(keys), drafts);
  }

  private static List<String> stages(Tree.Keys root) {
    LinkedHashSet<String> stages = new LinkedHashSet<>();
    stages.add(".pre");
    stages.addAll(
        root.get("stages").map(Read::texts).orElse(List.of("build", Draft.STAGE, "deploy")));
    stages.remove(".post");
    stages.add(".post");
    return List.copyOf(stages);
  }

  private static Optional<Draft> job(
      String name, Tree.Entry entry, Tree.Keys root, Remarks remarks) {
    if (name.length() > MAX_NAME) {
      remarks.error(entry.key(), "", "a name is longer than " + MAX_NAME, "");
    }
    if (name.isBlank()) {
      remarks.error(entry.key(), "", "a job has no name", "");
    }
    if (!(entry.value() instanceof Tree.Keys written)) {
      String hint = Extends.closest(name, List.copyOf(Table.ROOT.keys().keySet()));
      remarks.error(
          entry.key(),
          name,
          entry.value().absent() ? "it is a job that says nothing" : "it is neither key nor job",
          hint.isEmpty() ? "a job has a script" : hint);
      return Optional.empty();
    }
    Set<String> keys = written.entries().keySet();
    String hint = Extends.closest(name, List.copyOf(Table.ROOT.keys().keySet()));
    if (keys.stream().noneMatch(Table.JOB.keys()::containsKey) && !hint.isEmpty()) {
      remarks.error(entry.key(), name, "it has no script", hint);
      return Optional.empty();
    }
    new Check(remarks).check(name, written, Table.JOB);
    remark(name, written, remarks);
    // A key that is misspelt or refused was named already, and may stand for the script.
    if (keys.stream().allMatch(Structure::taken)
        && written.get("script").map(Structure::silent).orElse(true)) {
      remarks.error(entry.key(), name, "it has no script", "add script: [COMMAND]");
    }
    return Optional.of(new Draft(name, entry.key(), effective(written, root)));
  }

  /** What has another shape is not: the check named it already. */
  private static boolean silent(Tree script) {
    return switch (script) {
      case Tree.Leaf leaf -> leaf.text().isBlank();
      case Tree.Items list -> Check.flat(list).isEmpty();
      default -> false;
    };
  }

  private static boolean taken(String key) {
    Key known = Table.JOB.keys().get(key);
    return known != null && known.status() != Key.Status.REFUSED;
  }

  private static void remark(String path, Tree.Keys keys, Remarks remarks) {
    String before = path.isEmpty() ? "" : path + ".";
    keys.keys("variables").ifPresent(all -> Read.remark(before + "variables", all, remarks));
    keys.keys("parallel")
        .flatMap(parallel -> parallel.get("matrix"))
        .map(Read::groups)
        .orElse(List.of())
        .forEach(one -> Read.remark(before + "parallel.matrix", one, remarks));
  }

  /** What a job says, and of the defaults what it does not say and inherits. */
  private static Tree.Keys effective(Tree.Keys job, Tree.Keys root) {
    LinkedHashMap<String, Tree.Entry> all = new LinkedHashMap<>();
    job.entries()
        .forEach(
            (key, entry) -> {
              if (!entry.value().absent()) {
                all.put(key, entry);
              }
            });
    for (String key : Table.DEFAULT.keys().keySet()) {
      if (inherits(job, "default", key)) {
        root.keys("default").ifPresent(keys -> fill(all, key, keys, "default"));
        fill(all, key, root, "global");
      }
    }
    return new Tree.Keys(job.at(), all);
  }

  private static void fill(Map<String, Tree.Entry> all, String key, Tree.Keys from, String way) {
    Tree.Entry entry = from.entries().get(key);
    if (entry != null && !entry.value().absent()) {
      all.putIfAbsent(key, new Tree.Entry(entry.key().by(way), entry.value()));
    }
  }

  /** Whether a job takes a default or global variable over: it may refuse all or name some. */
  static boolean inherits(Tree.Keys job, String what, String key) {
    Optional<Tree> said = job.keys("inherit").flatMap(inherit -> inherit.get(what));
    if (said.isEmpty()) {
      return true;
    }
    return said.get() instanceof Tree.Leaf leaf
        ? Check.flag(leaf.text()).orElse(true)
        : Read.texts(said.get()).contains(key);
  }
}
