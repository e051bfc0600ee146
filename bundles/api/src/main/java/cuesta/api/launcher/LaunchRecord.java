package cuesta.api.launcher;

import cuesta.api.ContainerId;

/**
 * What a launcher wants to know again after a restart or a swap.
 *
 * @param container which container
 * @param schema the form of {@code state}
 * @param state at most 64 KiB; must not be changed
 */
public record LaunchRecord(ContainerId container, int schema, byte[] state) {
  /** The largest state. */
  public static final int MAX_BYTES = 64 * 1024;

  /** Checks the size. */
  public LaunchRecord {
    if (state.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "launch record of "
              + container
              + " has "
              + state.length
              + " bytes; at most "
              + MAX_BYTES);
    }
  }
}
