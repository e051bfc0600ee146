package cuesta.launcher.posix;

import java.io.IOException;
import java.util.OptionalInt;

/** Brings supervisors into being. */
interface Starter extends AutoCloseable {
  /**
   * Starts the supervisor of a container whose launch script is written. May be repeated: only one
   * supervisor gets to own the launch.
   */
  void start(String file) throws IOException, InterruptedException;

  /** The process that inherits a task's orphans, if known. */
  OptionalInt reaper();

  @Override
  void close();
}
