package cuesta.framework.ci.spec;

import java.util.Locale;

/** When something is done: a job, seen from those before it; files, seen from their job. */
public enum When {
  /** If all went well before. */
  ON_SUCCESS,
  /** If something failed before. */
  ON_FAILURE,
  /** Whatever happened. */
  ALWAYS,
  /** When somebody says so. */
  MANUAL,
  /** A while after all went well before. */
  DELAYED;

  /**
   * As it is written.
   *
   * @return lower case
   */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
