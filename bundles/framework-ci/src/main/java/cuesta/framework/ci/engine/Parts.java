package cuesta.framework.ci.engine;

import cuesta.api.blob.Blob;
import cuesta.api.framework.Collected;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was gathered of a job, as far as it could be had.
 *
 * @param archive its artifacts; absent if none were due, or none were found
 * @param dotenv its variables for later jobs, maybe none; absent if they could not be had
 * @param tests what its test reports say
 * @param caches its caches by their keys, with all variables put in
 */
public record Parts(
    Optional<Collected> archive,
    Optional<SortedMap<String, String>> dotenv,
    Optional<Tests> tests,
    SortedMap<String, Blob> caches) {
  /** Nothing. */
  public static final Parts NOTHING =
      new Parts(Optional.empty(), Optional.empty(), Optional.empty(), new TreeMap<>());

  /** Copies the maps. */
  public Parts {
    dotenv = dotenv.map(all -> Collections.unmodifiableSortedMap(new TreeMap<>(all)));
    caches = Collections.unmodifiableSortedMap(new TreeMap<>(caches));
  }
}
