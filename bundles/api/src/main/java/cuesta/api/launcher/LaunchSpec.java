package cuesta.api.launcher;

import cuesta.api.ContainerId;
import cuesta.api.isolator.Preparation;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A container to be started.
 *
 * @param container its id; also found in the environment of each of its processes as {@link
 *     #MARKER}
 * @param command the program and its arguments, argv[0] first
 * @param environment the whole environment of the command, but for the marker and what isolators
 *     add
 * @param directory the working directory: the sandbox, existing and owned by the user; {@code
 *     stdout} and {@code stderr} are appended to there
 * @param user as whom to run; the process's own user unless it is root
 * @param preparations what the isolators prepared, in the order of their names
 */
public record LaunchSpec(
    ContainerId container,
    List<String> command,
    SortedMap<String, String> environment,
    Path directory,
    String user,
    List<Preparation> preparations) {
  /**
   * The environment variable that names the container in each of its processes, unless they remove
   * it.
   */
  public static final String MARKER = "CUESTA_CONTAINER_ID";

  /** Copies the collections and checks that there is a command. */
  public LaunchSpec {
    if (command.isEmpty()) {
      throw new IllegalArgumentException("container " + container + " has no command");
    }
    command = List.copyOf(command);
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    preparations = List.copyOf(preparations);
  }
}
