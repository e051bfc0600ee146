package cuesta.api.isolator;

import cuesta.api.ContainerId;

/**
 * What an isolator wants to know again after a restart or a swap. The core keeps it durably and
 * never looks inside.
 *
 * @param container which container
 * @param schema the form of {@code state}; a new version reads the present schema and the one
 *     before
 * @param state at most 64 KiB; must not be changed
 */
public record IsolatorRecord(ContainerId container, int schema, byte[] state) {
  /** The largest state. */
  public static final int MAX_BYTES = 64 * 1024;

  /** Checks the size. */
  public IsolatorRecord {
    if (state.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "isolator record of "
              + container
              + " has "
              + state.length
              + " bytes; at most "
              + MAX_BYTES);
    }
  }
}
