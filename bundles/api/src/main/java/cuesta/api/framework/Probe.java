package cuesta.api.framework;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/**
 * One look at a task, done by its agent: HTTP (succeeds on a status of 200 to 399, as Mesos has
 * it), TCP (succeeds when a connection opens) or a command in the task's container and sandbox
 * (succeeds with status 0).
 *
 * @param type {@link #HTTP}, {@link #TCP} or {@link #COMMAND}
 * @param port where to connect; 0 for the first port that the task was given
 * @param path what HTTP asks for; starts with a slash, may have a query, in the characters of a URI
 * @param command what to run, argv[0] first
 */
public record Probe(String type, int port, String path, List<String> command) {
  /** GET on a path. */
  public static final String HTTP = "http";

  /** Opening a connection. */
  public static final String TCP = "tcp";

  /** Running a command. */
  public static final String COMMAND = "command";

  private static final int MAX_PORT = 65_535;

  /** Checks and copies. */
  public Probe {
    command = List.copyOf(command);
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("port of a check is " + port + "; give 0 to " + MAX_PORT);
    }
    boolean http = type.equals(HTTP);
    boolean runs = type.equals(COMMAND);
    if (!http && !runs && !type.equals(TCP)) {
      throw new IllegalArgumentException(
          "type of a check is '" + type + "'; give http, tcp or command");
    }
    if (http && !isPath(path)) {
      throw new IllegalArgumentException(
          "path of an HTTP check is '" + path + "'; give a path such as /health");
    }
    if (runs && (command.isEmpty() || command.getFirst().isEmpty())) {
      throw new IllegalArgumentException("command of a check is empty; say what to run");
    }
  }

  private static boolean isPath(String path) {
    try {
      return path.startsWith("/")
          && path.chars().allMatch(c -> c > ' ' && c <= '~')
          && new URI("http://host" + path).getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /**
   * GET on a path.
   *
   * @param port 0 for the task's first
   * @param path starts with a slash
   * @return the probe
   */
  public static Probe http(int port, String path) {
    return new Probe(HTTP, port, path, List.of());
  }

  /**
   * Opening a connection.
   *
   * @param port 0 for the task's first
   * @return the probe
   */
  public static Probe tcp(int port) {
    return new Probe(TCP, port, "", List.of());
  }

  /**
   * Running a command.
   *
   * @param argv the program, then its arguments
   * @return the probe
   */
  public static Probe command(List<String> argv) {
    return new Probe(COMMAND, 0, "", argv);
  }
}
