package cuesta.blobs.master;

import java.io.IOException;

/** The disk has no room. */
final class NoRoom extends IOException {
  private static final long serialVersionUID = 1L;

  NoRoom(String message) {
    super(message);
  }
}
