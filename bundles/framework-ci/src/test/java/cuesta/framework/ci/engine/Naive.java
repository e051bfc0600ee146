package cuesta.framework.ci.engine;

import cuesta.framework.ci.spec.Need;
import cuesta.framework.ci.spec.When;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What becomes of a pipeline, told from its end: by asking, job by job, what became of those before
 * it. Nothing of how the engine goes about it. All manual jobs that hold something up are played.
 */
final class Naive {
  private final Line line;
  private final Map<String, Integer> exits;
  private final TreeMap<String, JobStatus> known = new TreeMap<>();

  private Naive(Line line, Map<String, Integer> exits) {
    this.line = line;
    this.exits = exits;
  }

  /** How each job ends, if each task ends with the status that it last ended with. */
  static Map<String, JobStatus> ends(Line line, Map<String, Integer> exits) {
    Naive naive = new Naive(line, exits);
    line.jobs().values().forEach(naive::end);
    return naive.known;
  }

  private JobStatus end(Job job) {
    JobStatus end = known.get(job.name());
    if (end == null) {
      end = judge(job);
      known.put(job.name(), end);
    }
    return end;
  }

  private JobStatus judge(Job job) {
    List<Job> before = before(job);
    boolean byNeeds = job.flow().needs().isPresent();
    boolean bad = before.stream().anyMatch(this::failed);
    boolean missing =
        byNeeds
            && before.stream()
                .anyMatch(b -> end(b) == JobStatus.SKIPPED || end(b) == JobStatus.MANUAL);
    boolean runs =
        switch (job.flow().when()) {
          case ON_SUCCESS, MANUAL, DELAYED -> !bad && !missing;
          case ON_FAILURE -> bad && !missing;
          case ALWAYS -> true;
        };
    if (!runs) {
      return JobStatus.SKIPPED;
    }
    boolean left = job.flow().when() == When.MANUAL && job.flow().allow().any();
    if (left) {
      return JobStatus.MANUAL;
    }
    return exits.get(job.name()) == 0 ? JobStatus.SUCCESS : JobStatus.FAILED;
  }

  private boolean failed(Job job) {
    return end(job) == JobStatus.FAILED
        && !job.flow().allow().any()
        && !job.flow().allow().exits().contains(exits.get(job.name()));
  }

  private List<Job> before(Job job) {
    Optional<List<Need>> needs = job.flow().needs();
    List<Job> before = new ArrayList<>();
    for (Job other : line.jobs().values()) {
      boolean is =
          needs.isPresent()
              ? needs.get().stream().anyMatch(need -> need.job().equals(other.name()))
              : other.spec().stage().compareTo(job.spec().stage()) < 0;
      if (is) {
        before.add(other);
      }
    }
    return before;
  }

  /** A pipeline that is over failed if a job did, unless that is allowed. */
  static PipelineStatus status(Line line) {
    boolean ran = false;
    for (Job job : line.jobs().values()) {
      if (job.status() == JobStatus.FAILED && !job.isAllowedToFail()) {
        return PipelineStatus.FAILED;
      }
      ran |= job.status() == JobStatus.SUCCESS || job.status() == JobStatus.FAILED;
    }
    return ran ? PipelineStatus.SUCCESS : PipelineStatus.SKIPPED;
  }
}
