package cuesta.cli.shell;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * How large the terminal is: {@code COLUMNS} and {@code LINES} if they are exported, else what the
 * terminal says now and then. One thread.
 */
public final class Terminal {
  /** Whoever changes the size of a window can wait. */
  private static final long KNOWN_NANOS = Duration.ofSeconds(2).toNanos();

  private static final Size USUAL = new Size(80, 24);

  private final Optional<Size> exported;
  private Size last = USUAL;
  private long asked;
  private boolean known;

  /** In characters. */
  public record Size(int width, int height) {}

  /** Of a shell. */
  public Terminal(Shell shell) {
    exported =
        shell.width() > 0
            ? Optional.of(
                new Size(shell.width(), number(shell.env().getOrDefault("LINES", ""), 24)))
            : Optional.empty();
  }

  /** Its size. */
  public Size size() {
    if (exported.isPresent()) {
      return exported.get();
    }
    if (!known || System.nanoTime() - asked > KNOWN_NANOS) {
      last = ask();
      asked = System.nanoTime();
      known = true;
    }
    return last;
  }

  private static Size ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      byte[] said = stty.getInputStream().readAllBytes();
      String[] words = new String(said, StandardCharsets.US_ASCII).strip().split(" ");
      return words.length == 2
          ? new Size(number(words[1], USUAL.width()), number(words[0], USUAL.height()))
          : USUAL;
    } catch (IOException e) {
      return USUAL; // no such program, or no terminal of ours
    }
  }

  private static int number(String text, int otherwise) {
    try {
      int number = Integer.parseInt(text.strip());
      return number > 0 ? number : otherwise;
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
