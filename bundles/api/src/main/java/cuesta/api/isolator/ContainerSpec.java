package cuesta.api.isolator;

import cuesta.api.ContainerId;
import cuesta.api.resources.Resources;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A container to be prepared.
 *
 * @param id its id
 * @param parent the container it is nested in, if any
 * @param requests what its tasks hold
 * @param limits what it may use at most; equal to {@code requests} unless the framework said
 *     otherwise
 * @param sandbox its directory, existing
 * @param user as whom it will run
 * @param settings what the framework asked of this isolator, keys without the isolator's prefix
 */
public record ContainerSpec(
    ContainerId id,
    Optional<ContainerId> parent,
    Resources requests,
    Resources limits,
    Path sandbox,
    String user,
    SortedMap<String, String> settings) {
  /** Copies the settings. */
  public ContainerSpec {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }
}
