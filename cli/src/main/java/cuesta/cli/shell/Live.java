package cuesta.cli.shell;

import cuesta.cli.text.Clean;
import java.io.PrintStream;
import java.util.List;

/**
 * Lines that stay, and below them a region that is drawn anew each time. Without a terminal there
 * is no region. One thread at a time.
 */
public final class Live {
  private static final String ERASE_BELOW = "\u001b[J";

  private final PrintStream out;
  private final Terminal terminal;
  private final boolean colours;
  private int drawn;

  /** On a shell's standard output. */
  public Live(Shell shell) {
    out = shell.out();
    terminal = new Terminal(shell);
    colours = shell.isColourful();
  }

  /** Whether there is a region at all. */
  public boolean isDrawn() {
    return colours;
  }

  /** Prints lines, and draws the region. */
  public void show(List<String> lines, List<String> live) {
    StringBuilder text = new StringBuilder();
    erase(text);
    for (String line : lines) {
      text.append(Clean.log(line, colours)).append('\n');
    }
    if (colours && !live.isEmpty()) {
      draw(live, text);
    }
    out.print(text);
    out.flush();
  }

  /** Removes the region. */
  public void end() {
    show(List.of(), List.of());
  }

  private void erase(StringBuilder text) {
    if (drawn > 0) {
      text.append("\u001b[").append(drawn).append('A').append(ERASE_BELOW);
      drawn = 0;
    }
  }

  /** Each line ends with a newline: the cursor stands below, where others may write. */
  private void draw(List<String> live, StringBuilder text) {
    Terminal.Size size = terminal.size();
    // A line as wide as the terminal would leave the cursor in doubt.
    int width = Math.max(1, size.width() - 1);
    List<String> shown = live.subList(0, Math.min(live.size(), Math.max(1, size.height() - 1)));
    for (String line : shown) {
      text.append(Clean.cut(Clean.log(line, colours), width)).append('\n');
    }
    drawn = shown.size();
  }
}
