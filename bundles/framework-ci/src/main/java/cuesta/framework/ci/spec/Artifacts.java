package cuesta.framework.ci.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a job leaves behind. Paths are patterns relative to the project, in which variables are
 * still to be put in.
 *
 * @param name what the archive is called; empty for the usual
 * @param paths which files
 * @param exclude which of those not
 * @param when {@link When#ON_SUCCESS}, {@link When#ON_FAILURE} or {@link When#ALWAYS}
 * @param expireIn how long it is kept; absent for the usual; {@link
 *     java.time.temporal.ChronoUnit#FOREVER} for {@code never}
 * @param junit files with test reports
 * @param dotenv files with variables for later jobs
 */
public record Artifacts(
    String name,
    List<String> paths,
    List<String> exclude,
    When when,
    Optional<Duration> expireIn,
    List<String> junit,
    List<String> dotenv) {
  /** Nothing. */
  public static final Artifacts NONE =
      new Artifacts(
          "", List.of(), List.of(), When.ON_SUCCESS, Optional.empty(), List.of(), List.of());

  /** Copies the lists. */
  public Artifacts {
    paths = List.copyOf(paths);
    exclude = List.copyOf(exclude);
    junit = List.copyOf(junit);
    dotenv = List.copyOf(dotenv);
  }
}
