package cuesta.api.framework;

import java.util.List;

/**
 * Files of a sandbox.
 *
 * @param below the directory that patterns are relative to, below the sandbox; empty for the
 *     sandbox itself
 * @param include patterns of files and directories, directories with all that is in them; {@code *}
 *     and {@code ?} stop at slashes, {@code **} does not, {@code [a-z]} and {@code {a,b}} as in a
 *     shell
 * @param exclude patterns of files that are left out all the same
 * @param packed whether they become an archive (tar, packed with gzip, names relative to {@code
 *     below}); else the one file that is included, as it is
 * @param mostBytes how many bytes the files may have in all
 */
public record Selection(
    String below, List<String> include, List<String> exclude, boolean packed, long mostBytes) {
  /** Checks and copies. */
  public Selection {
    below = Fetch.inside("selection.below", below);
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    if (include.isEmpty()) {
      throw new IllegalArgumentException("selection.include is empty; name what is wanted");
    }
    if (mostBytes < 1) {
      throw new IllegalArgumentException("selection.mostBytes must be at least 1");
    }
  }

  /**
   * One file as it is.
   *
   * @param file below the sandbox
   * @param mostBytes how many bytes it may have
   * @return the selection
   */
  public static Selection file(String file, long mostBytes) {
    return new Selection("", List.of(file), List.of(), false, mostBytes);
  }
}
