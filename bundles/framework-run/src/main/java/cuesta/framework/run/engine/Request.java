package cuesta.framework.run.engine;

import cuesta.api.RoleId;
import cuesta.api.framework.CommandInfo;
import cuesta.api.resources.Resources;
import cuesta.framework.kit.Constraint;
import cuesta.framework.kit.Wish;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What somebody wants to have run. Already checked by whoever made it.
 *
 * @param command argv, or one shell line
 * @param shell whether it is a shell line
 * @param cpus thousandths of a core
 * @param mem thousandths of a mebibyte
 * @param disk thousandths of a mebibyte
 * @param ports how many
 * @param environment variables
 * @param name for people
 * @param user as whom; empty for the agent's own
 * @param role from whose share
 * @param grace how long it may take to end after SIGTERM
 * @param principal on whose behalf
 * @param key the caller's own name for this request, so that asking twice runs once; may be empty
 */
public record Request(
    List<String> command,
    boolean shell,
    long cpus,
    long mem,
    long disk,
    int ports,
    SortedMap<String, String> environment,
    String name,
    String user,
    RoleId role,
    Duration grace,
    String principal,
    String key) {
  /** Copies. */
  public Request {
    command = List.copyOf(command);
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }

  /**
   * The scalars it takes.
   *
   * @return without ports
   */
  public Resources amounts() {
    Resources amounts = Resources.cpusMem(cpus, mem);
    return disk == 0 ? amounts : amounts.plus(Resources.scalar("disk", disk));
  }

  /**
   * What it needs of an offer.
   *
   * @param number of the run; any if there is none yet
   * @return the wish
   */
  public Wish<Long> wish(long number) {
    return new Wish<>(number, role, amounts(), ports, number, Constraint.NONE);
  }

  /**
   * The command as agents take it.
   *
   * @return the command
   */
  public CommandInfo commandInfo() {
    CommandInfo info =
        shell
            ? new CommandInfo(true, command.getFirst(), List.of(), environment, Optional.empty())
            : CommandInfo.of(command, environment);
    return info.withUser(Optional.of(user).filter(name -> !name.isEmpty()));
  }

  /**
   * What it takes in the store.
   *
   * @return bytes, at most: each character is counted as JSON may have to write it
   */
  public int weight() {
    int bytes = 256 + text(name) + text(user) + text(principal) + text(key) + text(role.value());
    for (String word : command) {
      bytes += 4 + text(word);
    }
    for (var variable : environment.entrySet()) {
      bytes += 8 + text(variable.getKey()) + text(variable.getValue());
    }
    return bytes;
  }

  private static int text(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes += c < ' ' || c >= 127 ? 6 : c == '"' || c == '\\' ? 2 : 1;
    }
    return bytes;
  }
}
