package cuesta.framework.ci.language;

import cuesta.framework.ci.spec.Expansion;
import cuesta.framework.ci.spec.JobSpec;
import cuesta.framework.ci.spec.PipelineSpec;
import cuesta.framework.ci.spec.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One reading of a configuration, step by step; a step with fatal remarks is the last. */
final class Compilation {
  private final Source source;
  private final Request request;
  private final Files files;
  private final Remarks remarks = new Remarks();
  private final TreeMap<String, Explanation> explanations = new TreeMap<>();

  Compilation(Source source, Request request) {
    this.source = source;
    this.request = request;
    this.files = new Files(source);
  }

  Compiled run() {
    Optional<Structure> structure =
        new Includes(source, files, scope(new TreeMap<>()), remarks)
            .load(request.file())
            .map(this::structure);
    if (structure.isEmpty() || remarks.failed()) {
      return failed();
    }
    Structure all = structure.get();
    Optional<Verdict> workflow = workflow(all);
    if (workflow.isPresent() && !workflow.get().included()) {
      return skipped(workflow.get().decision());
    }
    TreeMap<String, Value> variables = new TreeMap<>(all.variables());
    workflow.ifPresent(verdict -> variables.putAll(verdict.variables()));
    return jobs(all, workflow, variables);
  }

  private Structure structure(Tree.Keys root) {
    Tree.Keys whole = References.resolve(Extends.resolve(root, remarks), remarks);
    Structure structure = Structure.of(whole, remarks);
    Links.check(structure, remarks);
    return structure;
  }

  private Optional<Verdict> workflow(Structure all) {
    return all.root()
        .keys("workflow")
        .flatMap(workflow -> workflow.get("rules"))
        .map(
            rules ->
                Verdict.rules(
                    rules,
                    "workflow.rules",
                    new Conditions(files, scope(all.variables())),
                    Optional.of("always")));
  }

  private Compiled jobs(
      Structure all, Optional<Verdict> workflow, SortedMap<String, Value> global) {
    List<Taken> taken = new ArrayList<>();
    Map<String, Verdict> excluded = new LinkedHashMap<>();
    for (Draft draft : all.jobs()) {
      Scope scope = new Scope(request, draft, global);
      for (Parallel.Instance instance : Parallel.of(draft, remarks)) {
        Taken one = scope.judge(files, instance, workflow.isEmpty());
        if (one.verdict().included()) {
          taken.add(one);
        } else {
          excluded.put(draft.name(), one.verdict());
        }
        Explanation told = Explanations.of(one, all.root(), workflow.flatMap(Verdict::rule));
        if (explanations.put(one.name(), told) != null) {
          remarks.error(draft.at(), draft.name(), "two jobs are called " + one.name(), "");
        }
      }
      if (taken.size() > Table.MAX_JOBS || explanations.size() > Table.MAX_JUDGED) {
        remarks.error(draft.at(), "", "with this there are over " + Table.MAX_JOBS + " jobs", "");
        break;
      }
    }
    List<Taken> wanted = Selection.of(request, taken, excluded, remarks);
    if (remarks.failed()) {
      return failed();
    }
    if (wanted.stream().allMatch(one -> one.draft().stage().startsWith("."))
        && request.only().isEmpty()) {
      return skipped(
          wanted.isEmpty()
              ? "no job is included"
              : "there are jobs of .pre and .post only, which do not run by themselves");
    }
    return pipeline(all, global, wanted, excluded);
  }

  private Compiled pipeline(
      Structure all,
      SortedMap<String, Value> global,
      List<Taken> wanted,
      Map<String, Verdict> excluded) {
    Needs needs = new Needs(wanted, excluded, !request.only().isEmpty(), remarks);
    JobBuilder builder = new JobBuilder(new CacheReader(source));
    List<JobSpec> jobs = new ArrayList<>();
    for (String stage : all.stages()) {
      for (Taken one : wanted) {
        if (one.draft().stage().equals(stage)) {
          JobSpec job = builder.build(one, needs.needs(one), needs.dependencies(one));
          jobs.add(request.only().isEmpty() ? job : Selection.begun(job));
        }
      }
    }
    Circles.check(jobs, wanted, remarks);
    if (remarks.failed()) {
      return failed();
    }
    List<String> stages =
        all.stages().stream()
            .filter(stage -> jobs.stream().anyMatch(job -> job.stage().equals(stage)))
            .toList();
    String name = all.root().keys("workflow").flatMap(w -> w.text("name")).orElse("");
    SortedMap<String, Value> expanded = Expansion.expand(visible(scope(global)));
    return new Compiled(
        Optional.of(new PipelineSpec(Expansion.text(name, expanded).strip(), stages, jobs)),
        remarks.list(),
        explanations,
        Optional.empty());
  }

  private SortedMap<String, Value> scope(Map<String, Value> global) {
    TreeMap<String, Value> scope = new TreeMap<>(request.predefined());
    scope.putAll(global);
    scope.putAll(request.given());
    return scope;
  }

  /** Names are for everybody to see. */
  private static SortedMap<String, Value> visible(SortedMap<String, Value> variables) {
    TreeMap<String, Value> visible = new TreeMap<>();
    variables.forEach(
        (name, value) -> visible.put(name, value.masked() ? Value.raw(value.toString()) : value));
    return visible;
  }

  private Compiled failed() {
    return new Compiled(Optional.empty(), remarks.list(), new TreeMap<>(), Optional.empty());
  }

  private Compiled skipped(String why) {
    return new Compiled(Optional.empty(), remarks.list(), explanations, Optional.of(why));
  }
}
