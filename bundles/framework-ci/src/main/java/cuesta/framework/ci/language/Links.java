package cuesta.framework.ci.language;

import cuesta.framework.ci.language.condition.BadExpression;
import cuesta.framework.ci.language.condition.Regex;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a table cannot say: keys that exclude or ask for one another, and names of other jobs. */
final class Links {
  private final Structure all;
  private final Remarks remarks;
  private final Map<String, Draft> jobs = new LinkedHashMap<>();

  private Links(Structure all, Remarks remarks) {
    this.all = all;
    this.remarks = remarks;
    all.jobs().forEach(job -> jobs.put(job.name(), job));
  }

  /** Remarks on all jobs, whether they take part or not. */
  static void check(Structure all, Remarks remarks) {
    Links links = new Links(all, remarks);
    all.jobs().forEach(links::job);
    if (!remarks.failed()) {
      links.circles();
    }
  }

  private void job(Draft job) {
    Tree.Keys keys = job.keys();
    if (!all.stages().contains(job.stage())) {
      remarks.error(
          keys.at("stage"),
          job.path("stage"),
          "there is no stage " + job.stage(),
          "stages are " + String.join(", ", all.stages()));
    }
    if (keys.get("rules").isPresent()) {
      for (String key : List.of("only", "except", "start_in")) {
        if (keys.get(key).isPresent()) {
          remarks.error(
              keys.at(key), job.path(key), "it cannot stand beside rules", "leave one out");
        }
      }
      List<Tree.Keys> rules = keys.get("rules").map(Read::groups).orElse(List.of());
      for (int i = 0; i < rules.size(); i++) {
        String path = job.path("rules[" + i + "]");
        delay(path, rules.get(i));
        rules.get(i).get("needs").ifPresent(needs -> needs(job, path, Draft.list(needs)));
      }
      if (rules.isEmpty()) {
        remarks.note(
            keys.at("rules"), job.path("rules"), "without a rule it is never included", "");
      }
    } else {
      delay(job.name(), keys);
    }
    needs(job, job.name(), job.needs());
    dependencies(job);
    policies(job);
  }

  private void delay(String path, Tree.Keys keys) {
    boolean delayed = keys.text("when").filter("delayed"::equals).isPresent();
    boolean time = keys.get("start_in").isPresent();
    if (delayed && !time) {
      remarks.error(keys.at("when"), path, "delayed by how much?", "add start_in: 10 minutes");
    } else if (time && !delayed) {
      remarks.error(
          keys.at("start_in"), path, "start_in is for when: delayed only", "add when: delayed");
    }
  }

  private void needs(Draft job, String path, List<Tree> needs) {
    Set<String> seen = new TreeSet<>();
    for (Tree need : needs) {
      String name = Draft.needed(need);
      boolean optional =
          need instanceof Tree.Keys keys && Read.flag(keys, "optional").orElse(false);
      boolean part = need instanceof Tree.Keys keys && keys.get("parallel").isPresent();
      if (name.isEmpty()) {
        remarks.error(need.at(), path + ".needs", "it names no job", "job: NAME");
      } else if (!optional || jobs.containsKey(base(name))) {
        before(job, path + ".needs", name, need.at());
      }
      if (!name.isEmpty() && !seen.add(name) && !part) {
        remarks.error(need.at(), path + ".needs", name + " is needed twice", "leave one out");
      }
    }
  }

  private void dependencies(Draft job) {
    Set<String> needed = new TreeSet<>();
    job.needs().forEach(need -> needed.add(Draft.needed(need)));
    Tree.Keys keys = job.keys();
    for (Tree tree : keys.get("dependencies").map(Draft::list).orElse(List.of())) {
      String name = Draft.needed(tree);
      before(job, job.path("dependencies"), name, tree.at());
      if (!needed.isEmpty() && !needed.contains(name)) {
        remarks.error(
            tree.at(), job.path("dependencies"), name + " is not among its needs", "add it there");
      }
    }
  }

  /** A job that is named must exist, in the same stage or an earlier one. */
  private void before(Draft job, String path, String name, Origin at) {
    Draft other = jobs.get(base(name));
    if (other == null) {
      remarks.error(
          at, path, "there is no job " + name, Extends.closest(name, List.copyOf(jobs.keySet())));
    } else if (all.stages().indexOf(other.stage()) > all.stages().indexOf(job.stage())) {
      remarks.error(
          at,
          path,
          name + " is in the later stage " + other.stage(),
          "only jobs of the same stage or earlier ones can be waited for");
    }
  }

  /** One job of {@code parallel} may be named too. */
  private String base(String name) {
    return jobs.containsKey(name) ? name : Parallel.base(name);
  }

  private void policies(Draft job) {
    for (String key : List.of("only", "except")) {
      for (String ref : job.keys().get(key).map(Policies::refs).orElse(List.of())) {
        try {
          Regex.of(ref);
        } catch (BadExpression e) {
          remarks.error(job.keys().at(key), job.path(key), e.getMessage(), "");
        }
      }
    }
    Tree tree = job.keys().get("cache").orElse(null);
    for (Tree.Keys cache : tree == null ? List.<Tree.Keys>of() : Read.groups(tree)) {
      String policy = cache.text("policy").orElse("pull");
      if (!policy.contains("$") && !CacheReader.POLICIES.contains(policy)) {
        remarks.error(
            cache.at("policy"),
            job.path("cache.policy"),
            "it must be one of " + String.join(", ", CacheReader.POLICIES),
            "");
      }
    }
  }

  private void circles() {
    Map<String, Set<String>> needs = new LinkedHashMap<>();
    for (Draft job : all.jobs()) {
      Set<String> names = new TreeSet<>();
      job.needs().forEach(need -> names.add(base(Draft.needed(need))));
      needs.put(job.name(), names);
    }
    List<String> stuck = Circles.stuck(needs);
    if (!stuck.isEmpty()) {
      Circles.said(jobs.get(stuck.getFirst()), stuck, remarks);
    }
  }
}
