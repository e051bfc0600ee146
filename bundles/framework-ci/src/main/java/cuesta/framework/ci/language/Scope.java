package cuesta.framework.ci.language;

import cuesta.framework.ci.spec.Value;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The variables of a job, and with them the verdict on it. */
final class Scope {
  private final Request request;
  private final Draft job;
  private final TreeMap<String, Value> written = new TreeMap<>();

  /**
   * @param global those of the pipeline, of which the job inherits what it does not refuse
   */
  Scope(Request request, Draft job, SortedMap<String, Value> global) {
    this.request = request;
    this.job = job;
    global.forEach(
        (name, value) -> {
          if (Structure.inherits(job.keys(), "variables", name)) {
            written.put(name, value);
          }
        });
    written.putAll(Read.variables(job.keys()));
  }

  /**
   * Judges one of a job's instances.
   *
   * @param usual whether jobs that say nothing are for branches and tags only
   */
  Taken judge(Files files, Parallel.Instance instance, boolean usual) {
    TreeMap<String, Value> own = new TreeMap<>(written);
    own.putAll(instance.variables());
    TreeMap<String, Value> seen = new TreeMap<>(request.predefined());
    seen.put("CI_JOB_NAME", Value.raw(instance.name()));
    seen.put("CI_JOB_STAGE", Value.raw(job.stage()));
    seen.putAll(own);
    seen.putAll(request.given());
    Conditions conditions = new Conditions(files, seen);
    Optional<Tree> rules = job.keys().get("rules");
    Verdict verdict =
        rules.isPresent()
            ? Verdict.rules(rules.get(), "rules", conditions, job.keys().text("when"))
            : new Policies(seen, conditions).of(job, usual);
    own.putAll(verdict.variables());
    own.putAll(request.given());
    return new Taken(job, instance, verdict, own);
  }
}
