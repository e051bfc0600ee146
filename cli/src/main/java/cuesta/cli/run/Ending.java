package cuesta.cli.run;

import cuesta.cli.json.Node;
import cuesta.cli.text.Reasons;
import java.util.function.Consumer;

/** The exit status that a run's end stands for. */
final class Ending {
  /** Nobody knows how the command ended, or it never ran. */
  static final int OURS = 125;

  private Ending() {}

  /**
   * The command's own status; 128 + n if it was killed; 125 with the reason if it has none.
   *
   * @param run has ended
   * @param signal we got, or 0
   * @param say told what the status alone does not tell
   */
  static int status(Node run, int signal, Consumer<String> say) {
    long exit = run.number("exit", -1);
    String code = run.get("reason").text("code");
    boolean known = exit >= 0 && exit <= 255;
    // That a command failed shows in its status; that it ran out of memory does not.
    boolean plain = known && (code.isEmpty() || code.equals("COMMAND_FAILED")) || signal != 0;
    if (!plain) {
      String why = code.isEmpty() ? "" : ": " + Reasons.line(run.get("reason"));
      say.accept(run.text("id") + " ended as " + run.text("state") + why);
    }
    if (known) {
      return (int) exit;
    }
    return signal != 0 ? 128 + signal : OURS;
  }
}
