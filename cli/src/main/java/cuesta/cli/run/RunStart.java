package cuesta.cli.run;

import cuesta.cli.http.Client;
import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import cuesta.cli.shell.Backoff;
import cuesta.cli.shell.Shell;

/** Asks for a run, once. */
public final class RunStart {
  /** An election is over within seconds: about 20 s of attempts. */
  private static final int ATTEMPTS = 14;

  private RunStart() {}

  /**
   * Waits while nobody leads. What was sent and not answered is not sent again: the task could run
   * twice.
   *
   * @return the run
   */
  public static Node start(Client client, Shell shell, String request)
      throws Trouble, InterruptedException {
    Backoff backoff = new Backoff(shell.pace());
    while (true) {
      try {
        Node run = client.post("/run", request).json();
        if (run.some("id").isEmpty()) {
          throw new Trouble("the master's answer names no run; is it a Cuesta master?");
        }
        return run;
      } catch (Trouble.Passing e) {
        if (e.kind() == Trouble.Passing.Kind.BROKEN) {
          throw new Trouble(e.getMessage() + "; the run may have started, see 'cuesta ps --all'");
        }
        // Nothing listens at all: somebody must start it first.
        if (e.kind() == Trouble.Passing.Kind.NOBODY || backoff.failures() >= ATTEMPTS) {
          throw e;
        }
        backoff.failed();
      }
    }
  }
}
