package cuesta.api.framework;

import cuesta.api.blob.Blob;
import java.util.Optional;

/**
 * What was found of a {@link Selection}.
 *
 * @param blob where it is now; empty if nothing was found
 * @param files how many files
 * @param bytes how many bytes they have in all, unpacked
 */
public record Collected(Optional<Blob> blob, int files, long bytes) {
  /** Nothing was found. */
  public static final Collected NOTHING = new Collected(Optional.empty(), 0, 0);
}
