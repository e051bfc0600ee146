package cuesta.framework.ci.engine;

import cuesta.api.blob.Blob;
import java.time.Instant;

/**
 * A cache that is kept.
 *
 * @param key its name
 * @param blob its files, packed
 * @param used when it was kept or brought along last, to within {@link CiLimits#TOUCHED}
 */
public record Cached(CacheKey key, Blob blob, Instant used) {}
