package cuesta.api.ha;

import java.io.IOException;

/** Another term has claimed the log: this writer does not lead any more. */
public final class FencedException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * A refusal.
   *
   * @param mine the writer's term
   * @param theirs the term that claimed the log
   */
  public FencedException(long mine, long theirs) {
    super("term " + mine + " is over: term " + theirs + " has claimed the journal");
  }
}
