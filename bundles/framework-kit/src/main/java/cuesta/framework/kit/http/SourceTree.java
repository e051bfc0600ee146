package cuesta.framework.kit.http;

import cuesta.api.blob.Blob;
import java.util.List;
import java.util.Optional;

/**
 * A directory that the command line packed and put among the blobs.
 *
 * @param blob the archive: tar, packed with gzip
 * @param files how many files are in it
 * @param git what git says of it; texts are as the repository has them, so of anybody
 */
public record SourceTree(Blob blob, long files, Git git) {
  /**
   * What git says of a tree. Texts that there is nothing to say in are empty.
   *
   * @param name what the repository is called: the last part of the remote's URL, else of the
   *     directory
   * @param branch the branch that is checked out, or whose commit was packed
   * @param tag the tag of the commit
   * @param sha the commit
   * @param before the commit's first parent
   * @param message of the commit
   * @param author of the commit: {@code Name <address>}
   * @param time of the commit, ISO 8601
   * @param remote the URL of the remote, without credentials
   * @param defaultBranch the remote's, else a guess
   * @param changed files that differ between the first parent and what was packed; empty if there
   *     is no parent, or more than 1,000 differ
   * @param dirty how many files differ from the commit
   */
  public record Git(
      String name,
      String branch,
      String tag,
      String sha,
      String before,
      String message,
      String author,
      String time,
      String remote,
      String defaultBranch,
      Optional<List<String>> changed,
      long dirty) {
    /** Copies the list. */
    public Git {
      changed = changed.map(List::copyOf);
    }
  }
}
