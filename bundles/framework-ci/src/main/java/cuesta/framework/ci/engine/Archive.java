package cuesta.framework.ci.engine;

import cuesta.api.blob.Blob;
import java.time.Instant;

/**
 * The artifacts of a job.
 *
 * @param blob them, packed
 * @param files how many files
 * @param bytes how many bytes these have, unpacked
 * @param expires when they are dropped, unless their pipeline is the last one of its branch that
 *     went well
 */
public record Archive(Blob blob, int files, long bytes, Instant expires) {
  Archive until(Instant later) {
    return new Archive(blob, files, bytes, later);
  }
}
