package cuesta.api.launcher;

import cuesta.api.ContainerId;
import cuesta.api.plugin.Context;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What a launcher is opened with. */
@ProviderType
public interface LauncherContext extends Context {
  /**
   * Every container that was launched and whose end the core has not recorded. {@code open} adopts
   * each and reports those that have ended.
   *
   * @return the records, sorted by container
   */
  List<LaunchRecord> recovered();

  /**
   * Reports the end of a container. Any thread, never blocks, repeats are harmless. At least once
   * per container, also for one that ended while nobody looked.
   *
   * @param container which
   * @param status 0 to 255 as a shell has it, 128 + n for signal n; {@link Launcher#LOST} if nobody
   *     can know any more
   */
  void exited(ContainerId container, int status);

  /**
   * A directory for the launcher's own files, private to this agent, kept across restarts.
   *
   * @return an existing directory
   */
  Path scratch();
}
