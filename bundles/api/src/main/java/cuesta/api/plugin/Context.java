package cuesta.api.plugin;

import cuesta.api.Reason;
import java.time.Instant;
import java.util.SortedMap;
import org.osgi.annotation.versioning.ProviderType;

/** What every plugin is opened with. */
@ProviderType
public interface Context {
  /**
   * Where it runs.
   *
   * @return "master", or the agent's node name ("agent1")
   */
  String node();

  /**
   * Its configuration.
   *
   * @return keys without the plugin's prefix, sorted
   */
  SortedMap<String, String> config();

  /**
   * Until when {@link Plugin#open} must have answered.
   *
   * @return a wall-clock instant
   */
  Instant deadline();

  /**
   * Says why something is degraded; kept with the plugin's row in {@code cuesta plugins}. Any
   * thread, never blocks. After the instance was closed it is ignored and counted.
   *
   * @param reason what is wrong; the last one of each code is shown
   */
  void report(Reason reason);
}
