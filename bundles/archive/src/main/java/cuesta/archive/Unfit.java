package cuesta.archive;

import java.io.IOException;

/**
 * An archive that no honest packer makes, or a tree that cannot become an archive. The message
 * names the entry and says what is wrong with it.
 */
public final class Unfit extends IOException {
  private static final long serialVersionUID = 1L;

  Unfit(String message) {
    super(message);
  }

  Unfit(String message, Throwable cause) {
    super(message, cause);
  }
}
