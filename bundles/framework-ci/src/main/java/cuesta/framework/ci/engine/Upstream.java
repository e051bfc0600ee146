package cuesta.framework.ci.engine;

import cuesta.framework.ci.spec.Need;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The jobs whose artifacts and variables another one gets. */
public final class Upstream {
  private Upstream() {}

  /**
   * Whose artifacts a job brings along: those it names; else those it needs, but for such as say
   * otherwise; else all of earlier stages.
   *
   * @param line its pipeline
   * @param job the job
   * @return in the order in which they are brought, each with or without artifacts
   */
  public static List<Job> of(Line line, Job job) {
    List<Job> jobs = new ArrayList<>();
    if (job.flow().dependencies().isPresent()) {
      job.flow().dependencies().get().forEach(name -> line.job(name).ifPresent(jobs::add));
      return jobs;
    }
    Optional<List<Need>> needs = job.flow().needs();
    if (needs.isPresent()) {
      for (Need need : needs.get()) {
        line.job(need.job()).filter(it -> need.artifacts()).ifPresent(jobs::add);
      }
      return jobs;
    }
    for (Job other : line.jobs().values()) {
      if (other.spec().stage().equals(job.spec().stage())) {
        break;
      }
      jobs.add(other);
    }
    return jobs;
  }

  /**
   * The variables that those left.
   *
   * @param line the job's pipeline
   * @param job the job
   * @return those of later jobs win
   */
  public static SortedMap<String, String> dotenv(Line line, Job job) {
    TreeMap<String, String> all = new TreeMap<>();
    of(line, job).forEach(other -> all.putAll(other.left().dotenv()));
    return all;
  }
}
