package cuesta.launcher.posix;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How far a container is, as its supervisor writes it down, a line at a time: {@code PID STARTTIME}
 * when it takes the launch, {@code start PID} by the process that is about to become the command,
 * {@code exit STATUS}. A line that is not whole does not count.
 *
 * @param claim the supervisor; void if the launch was fenced off; empty if nobody took it yet
 * @param command the number of the command's process, once that is there
 * @param status how it ended
 */
record Progress(Optional<Claim> claim, OptionalInt command, OptionalInt status) {
  static final Progress NONE =
      new Progress(Optional.empty(), OptionalInt.empty(), OptionalInt.empty());

  private static final String START = "start ";
  private static final String EXIT = "exit ";

  static Progress parse(String text) {
    Optional<Claim> claim = Optional.empty();
    OptionalInt command = OptionalInt.empty();
    OptionalInt status = OptionalInt.empty();
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      if (line.startsWith(START)) {
        command = OptionalInt.of(Integer.parseInt(line.substring(START.length())));
      } else if (line.startsWith(EXIT)) {
        status = OptionalInt.of(Integer.parseInt(line.substring(EXIT.length())));
      } else {
        claim = Optional.of(Claim.parse(line));
      }
    }
    return new Progress(claim, command, status);
  }

  /** The command's process is there, or was, or will never be. */
  boolean hasBegun() {
    return command.isPresent() || status.isPresent();
  }

  /** The same with an end, in the form in which it is written. */
  static String ended(Optional<Claim> claim, int status) {
    return claim.orElse(Claim.FENCED).text() + EXIT + status + "\n";
  }
}
