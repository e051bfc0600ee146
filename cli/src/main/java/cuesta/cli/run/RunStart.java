package cuesta.cli.run;

import cuesta.cli.http.Client;
import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import cuesta.cli.shell.Backoff;
import cuesta.cli.shell.Shell;
import java.util.SplittableRandom;
import java.util.UUID;

/** Asks for a run, again and again if need be, and gets one. */
public final class RunStart {
  /** An election is over within seconds: about 20 s of attempts. */
  private static final int ATTEMPTS = 14;

  private RunStart() {}

  /**
   * Waits while nobody leads. The request has a name, so that one which was sent again, since
   * nobody knows whether it arrived, does not run twice.
   *
   * @return the run
   */
  public static Node start(Client client, Shell shell, String request)
      throws Trouble, InterruptedException {
    Backoff backoff = new Backoff(shell.pace());
    String name = name();
    while (true) {
      try {
        Node run = client.postOnce("/run", request, name).json();
        if (run.some("id").isEmpty()) {
          throw new Trouble("the master's answer names no run; is it a Cuesta master?");
        }
        return run;
      } catch (Trouble.Passing e) {
        // Nothing listens at all: somebody must start it first.
        boolean hopeless = backoff.failures() == 0 && e.kind() == Trouble.Passing.Kind.NOBODY;
        if (hopeless || backoff.failures() >= ATTEMPTS) {
          throw e.kind() == Trouble.Passing.Kind.BROKEN
              ? new Trouble(e.getMessage() + "; the run may have started, see 'cuesta ps --all'")
              : e;
        }
        backoff.failed();
      }
    }
  }

  /** Need not be secret, only new: a secure one would cost a tenth of the whole command. */
  private static String name() {
    SplittableRandom random = new SplittableRandom();
    return new UUID(random.nextLong(), random.nextLong() ^ ProcessHandle.current().pid())
        .toString();
  }
}
