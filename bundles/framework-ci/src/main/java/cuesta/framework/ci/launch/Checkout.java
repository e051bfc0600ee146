package cuesta.framework.ci.launch;

import cuesta.api.blob.Blob;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody wants to be built: files, and what git knows of them. Texts that git did not tell
 * are empty.
 *
 * @param files the files, packed
 * @param root what the directory is called
 * @param branch the branch; empty if there is none
 * @param tag the tag that was asked for; empty if none was
 * @param sha the commit
 * @param before the commit that it is compared with
 * @param message the commit's whole message
 * @param author {@code NAME <ADDRESS>}
 * @param time when it was committed, ISO 8601
 * @param remote where it came from, without anybody's password
 * @param usual the default branch
 * @param changed the files that differ from {@code before}; absent if nobody knows
 * @param dirty how many files differ from the commit
 */
public record Checkout(
    Blob files,
    String root,
    String branch,
    String tag,
    String sha,
    String before,
    String message,
    String author,
    String time,
    String remote,
    String usual,
    Optional<Set<String>> changed,
    int dirty) {
  /**
   * The name that was checked out.
   *
   * @return tag or branch, or else the commit
   */
  public String ref() {
    return !tag.isEmpty() ? tag : branch.isEmpty() ? sha : branch;
  }

  /**
   * What the project is called: by where it came from, since a directory can have any name.
   *
   * @return such as {@code group/name}
   */
  public String project() {
    String path = remote.replaceFirst("^[a-z+]+://[^/]*/", "").replaceFirst("^[^/]*:", "");
    String plain = path.replaceFirst("\\.git/?$", "").replaceFirst("^/+", "");
    boolean local = remote.isEmpty() || remote.startsWith("/") || remote.startsWith("file:");
    return local || plain.isEmpty() ? root : plain;
  }
}
