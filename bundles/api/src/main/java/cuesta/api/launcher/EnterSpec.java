package cuesta.api.launcher;

import cuesta.api.ContainerId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A command to be run in a container beside what runs there.
 *
 * @param container a running container
 * @param command the program and its arguments, argv[0] first
 * @param environment its whole environment, but for {@link LaunchSpec#MARKER}
 * @param directory the working directory: the container's sandbox
 * @param user as whom to run; the process's own user unless it is root
 * @param timeout after which it is killed
 */
public record EnterSpec(
    ContainerId container,
    List<String> command,
    SortedMap<String, String> environment,
    Path directory,
    String user,
    Duration timeout) {
  /** Copies the collections and checks that there is a command. */
  public EnterSpec {
    if (command.isEmpty()) {
      throw new IllegalArgumentException("there is no command to run in container " + container);
    }
    command = List.copyOf(command);
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }
}
