package cuesta.framework.ci.language;

import cuesta.framework.ci.spec.PipelineSpec;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a configuration came to.
 *
 * @param pipeline absent if a remark is fatal or the pipeline is skipped
 * @param remarks all that is to be said, in the order of files and lines
 * @param jobs why each job is in the pipeline or not; empty if a remark is fatal
 * @param skipped why there is nothing to run, with the line that decided; absent if there is
 */
public record Compiled(
    Optional<PipelineSpec> pipeline,
    List<Remark> remarks,
    SortedMap<String, Explanation> jobs,
    Optional<String> skipped) {
  /** Copies the collections. */
  public Compiled {
    remarks = List.copyOf(remarks);
    jobs = Collections.unmodifiableSortedMap(new TreeMap<>(jobs));
  }
}
