package cuesta.framework.ci.engine;

import cuesta.api.blob.Blob;

/**
 * What a pipeline is of.
 *
 * @param project which project, as its owner calls it
 * @param ref its branch or tag
 * @param tag whether that is a tag
 * @param sha the commit
 * @param before what the branch was at before; may be empty
 * @param message the commit's message
 * @param source why there is a pipeline, as GitLab calls it: {@code push}, {@code schedule}, {@code
 *     web}…
 * @param who who asked for it
 * @param dirty how many files differ from the commit
 * @param tree the files, packed
 */
public record Origin(
    String project,
    String ref,
    boolean tag,
    String sha,
    String before,
    String message,
    String source,
    String who,
    int dirty,
    Blob tree) {
  /** Whether both are of one branch. */
  boolean sameBranch(Origin other) {
    return !tag && !other.tag && project.equals(other.project) && ref.equals(other.ref);
  }

  /** Whether both are of the same files. */
  boolean sameFiles(Origin other) {
    return sha.equals(other.sha) && tree.equals(other.tree);
  }
}
