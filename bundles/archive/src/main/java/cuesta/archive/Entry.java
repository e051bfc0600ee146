package cuesta.archive;

import java.time.Instant;

/**
 * One entry of an archive.
 *
 * @param name below the directory, parts divided by {@code /}, without {@code .} and {@code ..}
 * @param kind what it is
 * @param size how many bytes a file has; 0 for all else
 * @param mode permission bits, at most 0777
 * @param modified when it was changed, in whole seconds
 * @param target where a link leads; empty for all else
 */
public record Entry(String name, Kind kind, long size, int mode, Instant modified, String target) {
  /** What an entry may be. */
  public enum Kind {
    /** With content. */
    FILE,
    /** That may hold others. */
    DIRECTORY,
    /** A symbolic link, which may lead anywhere: whoever follows it goes there. */
    LINK
  }
}
