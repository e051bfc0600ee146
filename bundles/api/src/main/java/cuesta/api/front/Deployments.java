package cuesta.api.front;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What was deployed into this process: an OSGi service of {@code deploy}, for fronts. Any thread.
 */
@ProviderType
public interface Deployments {
  /**
   * A file and what became of it.
   *
   * @param file the file's name
   * @param hash SHA-256 of its content, in hex; empty while it is COMING
   * @param bundle symbolic name; empty if it could not be read
   * @param version version; empty if it could not be read
   * @param bundleId the framework's number of the bundle; -1 if not installed
   * @param state {@code COMING} (not decided on yet), {@code DEPLOYED} or {@code REFUSED}
   * @param since when
   * @param reason why it was refused
   */
  record Deployment(
      String file,
      String hash,
      String bundle,
      String version,
      long bundleId,
      String state,
      java.time.Instant since,
      java.util.Optional<cuesta.api.Reason> reason) {}

  /**
   * The files that are there, and what became of each.
   *
   * @return in the order in which they were deployed
   */
  List<Deployment> deployments();

  /**
   * The last 100 events, for people: "allocator drf 0.1 → fifo 0.1, 100 tasks undisturbed".
   *
   * @return oldest first
   */
  List<String> history();
}
