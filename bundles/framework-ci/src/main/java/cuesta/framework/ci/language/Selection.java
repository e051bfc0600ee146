package cuesta.framework.ci.language;

import cuesta.framework.ci.spec.Flow;
import cuesta.framework.ci.spec.JobSpec;
import cuesta.framework.ci.spec.When;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Jobs that were asked for by name. */
final class Selection {
  private Selection() {}

  /** Those that take part and were asked for; all if none was. Remarks on names without a job. */
  static List<Taken> of(
      Request request, List<Taken> taken, Map<String, Verdict> excluded, Remarks remarks) {
    if (request.only().isEmpty()) {
      return taken;
    }
    Origin file = new Origin(request.file(), 0, "");
    for (String name : request.only()) {
      if (taken.stream().noneMatch(one -> asked(one, name))) {
        Verdict why = excluded.get(Parallel.base(name));
        remarks.error(
            file,
            name,
            why == null ? "there is no such job" : "it is not in this pipeline: " + why.decision(),
            Extends.closest(name, taken.stream().map(Taken::name).toList()));
      }
    }
    return taken.stream()
        .filter(one -> request.only().stream().anyMatch(name -> asked(one, name)))
        .toList();
  }

  private static boolean asked(Taken one, String name) {
    return one.name().equals(name) || one.draft().name().equals(name);
  }

  /** Who asks for a job by name has said so: it waits for nobody's word, and for no time. */
  static JobSpec begun(JobSpec job) {
    Flow flow = job.flow();
    if (flow.when() != When.MANUAL && flow.when() != When.DELAYED) {
      return job;
    }
    return new JobSpec(
        job.name(),
        job.stage(),
        new Flow(
            flow.needs(),
            flow.dependencies(),
            When.ON_SUCCESS,
            Duration.ZERO,
            flow.allow(),
            flow.retry(),
            flow.timeout(),
            flow.interruptible(),
            flow.resourceGroup()),
        job.script(),
        job.variables(),
        job.artifacts(),
        job.caches(),
        job.tags());
  }
}
