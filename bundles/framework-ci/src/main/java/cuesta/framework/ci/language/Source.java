package cuesta.framework.ci.language;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** The files of a project at one time. Paths are relative to it, with slashes between. */
public interface Source {
  /**
   * What a file says.
   *
   * @param path of the file
   * @return nothing if there is no such file
   */
  Optional<String> text(String path);

  /**
   * All files.
   *
   * @return their paths
   */
  Collection<String> paths();

  /**
   * The files that differ from what {@code changes} compares with.
   *
   * @return their paths; absent if that is not known: everything counts as changed
   */
  Optional<Set<String>> changed();
}
