package cuesta.api.launcher;

import java.util.OptionalInt;

/**
 * How a command ended that was run in a container.
 *
 * @param status 0 to 255, 128 + n for signal n; empty if it was killed at its timeout
 * @param output the end of what it wrote to stdout and stderr, {@link #OUTPUT} bytes at most
 */
public record Entered(OptionalInt status, String output) {
  /** So many bytes of a command's output are kept: its last lines tell what went wrong. */
  public static final int OUTPUT = 1024;
}
