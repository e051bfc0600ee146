package cuesta.admin.resource;

import cuesta.admin.http.Call;
import cuesta.admin.http.Failure;

/** Checks of what follows the first segment. */
final class Paths {
  private Paths() {}

  /** Nothing may follow. */
  static void end(Call call) {
    if (!call.path().isEmpty()) {
      throw Failure.unknown(
          call.incoming().path(), "nothing is below /" + call.prefix(), "ask for the path itself");
    }
  }
}
