package cuesta.archive;

import java.io.IOException;
import java.nio.file.Path;

/** An archive was unpacked in part; what was unpacked remains. */
public final class Unfinished extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Counted remains;

  Unfinished(IOException cause, Path directory, Counted remains) {
    super(
        cause.getMessage()
            + (remains.isNothing()
                ? "; nothing was unpacked"
                : "; " + remains + " had been unpacked into " + directory + " and remain there"),
        cause);
    this.remains = remains;
  }

  /**
   * What was unpacked before.
   *
   * @return what remains
   */
  public Counted remains() {
    return remains;
  }
}
