package cuesta.framework.ci.spec;

import java.util.List;

/**
 * A pipeline as it is to be run.
 *
 * @param name of {@code workflow:name}; may be empty; variables were put in
 * @param stages in their order, those without jobs left out
 * @param jobs in the order of stages, and within one of the configuration. Each need and dependency
 *     is among them, and needs make no circle
 */
public record PipelineSpec(String name, List<String> stages, List<JobSpec> jobs) {
  /** Copies the lists. */
  public PipelineSpec {
    stages = List.copyOf(stages);
    jobs = List.copyOf(jobs);
  }
}
