package cuesta.api.framework;

import cuesta.api.blob.Blob;
import java.nio.file.Path;

/**
 * What an agent brings into a task's sandbox before the task starts, as Mesos' fetcher does. If it
 * cannot, the task ends as FAILED with FETCH_FAILED and its command never runs.
 *
 * @param uri where from; {@code blob:HASH} is one of the masters', see {@link
 *     cuesta.api.blob.Blobs}
 * @param path where to, below the sandbox: a file, or the directory for the content of an archive
 * @param extract whether it is an archive to be unpacked: tar, packed with gzip
 * @param executable whether the file may be run; archives say that themselves
 */
public record Fetch(String uri, String path, boolean extract, boolean executable) {
  /** How URIs of blobs begin. */
  public static final String BLOB = "blob:";

  /** Checks what can be checked without the agent. */
  public Fetch {
    if (!uri.startsWith(BLOB)) {
      throw new IllegalArgumentException(
          "fetch.uri '" + uri + "' is of no known kind; write " + BLOB + "HASH");
    }
    Blob.check(uri.substring(BLOB.length()));
    path = inside("fetch.path", path);
  }

  /**
   * The content of a packed tree.
   *
   * @param hash the blob
   * @param path where to
   * @return the fetch
   */
  public static Fetch tree(String hash, String path) {
    return new Fetch(BLOB + hash, path, true, false);
  }

  /**
   * The blob that is fetched.
   *
   * @return its hash
   */
  public String hash() {
    return uri.substring(BLOB.length());
  }

  /** A path that stays inside of where it starts. */
  static String inside(String field, String path) {
    Path written = Path.of(path);
    Path plain = written.normalize();
    boolean leaves = written.isAbsolute() || plain.startsWith("..") || path.indexOf('\0') >= 0;
    if (leaves) {
      throw new IllegalArgumentException(
          field + " '" + path + "' leads out of the sandbox; write a path below it");
    }
    return plain.toString();
  }
}
