package cuesta.framework.ci.spec;

import java.util.List;
import java.util.Locale;

/**
 * Files that later pipelines of the project may find again, or not.
 *
 * @param key under which name; variables are still to be put in, files were
 * @param paths which files, relative to the project
 * @param policy what is done with it
 * @param when after which end of the job it is kept
 * @param fallback names that are tried instead if there is none of the name
 */
public record Cache(
    String key, List<String> paths, Policy policy, When when, List<String> fallback) {
  /** Before the job, after it, or both. */
  public enum Policy {
    /** Brought along and kept. */
    PULL_PUSH,
    /** Brought along. */
    PULL,
    /** Kept. */
    PUSH;

    /**
     * As it is written.
     *
     * @return {@code pull-push}, {@code pull} or {@code push}
     */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Copies the lists. */
  public Cache {
    paths = List.copyOf(paths);
    fallback = List.copyOf(fallback);
  }
}
