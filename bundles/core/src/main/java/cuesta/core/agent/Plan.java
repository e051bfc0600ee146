package cuesta.core.agent;

import cuesta.api.ContainerId;
import cuesta.api.framework.Fetch;
import cuesta.api.resources.Resources;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that isolators and launcher have to know of a container. Made anew from the checkpoint
 * whenever it is needed.
 *
 * @param container its id
 * @param resources what it may use
 * @param sandbox the absolute path of its directory
 * @param user as whom it runs
 * @param command the program and its arguments
 * @param environment the whole environment, but for what isolators add
 * @param settings what the framework asked of each isolator, by the isolator's name
 * @param fetch what is brought into the sandbox first; nothing once the container was prepared:
 *     then it is there, and the command may be at work with it
 */
public record Plan(
    ContainerId container,
    Resources resources,
    String sandbox,
    String user,
    List<String> command,
    SortedMap<String, String> environment,
    SortedMap<String, SortedMap<String, String>> settings,
    List<Fetch> fetch) {
  /** Copies the collections. */
  public Plan {
    command = List.copyOf(command);
    fetch = List.copyOf(fetch);
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }
}
