package cuesta.cli.run;

import cuesta.cli.http.Client;
import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import cuesta.cli.shell.Backoff;
import cuesta.cli.shell.Shell;
import cuesta.cli.text.Clean;
import cuesta.cli.text.Reasons;

/** Follows a run to its end, whichever master tells of it. */
public final class RunWatch {
  /** Long enough to cost nothing, short enough to notice a master that is gone. */
  private static final int LONG_WAIT_S = 20;

  /** After this long a waiting run says why it waits. */
  private static final int FIRST_WAIT_S = 1;

  /** How long a cluster may be without its run framework: about a minute. */
  private static final int ATTEMPTS = 35;

  /** So many failures, some seconds, before the user hears of them. */
  private static final int SILENT_FAILURES = 5;

  private final Client client;
  private final Shell shell;
  private final Interruption interruption;
  private final Outputs outputs;
  private String said = "";

  /** A watch that has seen nothing yet. */
  public RunWatch(Client client, Shell shell, Interruption interruption) {
    this.client = client;
    this.shell = shell;
    this.interruption = interruption;
    outputs = new Outputs(client, shell, interruption::nobodyReads);
  }

  /**
   * Copies its output and waits.
   *
   * @param first the run as it was when it was made
   * @return the status to exit with
   */
  public int follow(Node first) throws Trouble, InterruptedException {
    interruption.started(first.text("id"));
    Node run = first;
    outputs.look(run);
    for (int polls = 0; run.some("ended").isEmpty(); polls++) {
      if (polls > 0) {
        sayWaiting(run);
      }
      run = next(run, polls == 0 ? FIRST_WAIT_S : LONG_WAIT_S);
      outputs.look(run);
    }
    if (!outputs.finish()) {
      say("the output of " + run.text("id") + " may be incomplete: its agent does not answer");
    }
    return Ending.status(run, interruption.received(), this::say);
  }

  private Node next(Node run, int wait) throws Trouble, InterruptedException {
    String path = "/run/" + run.text("id") + "?after=" + run.number("version", 0) + "&wait=" + wait;
    Backoff backoff = new Backoff(shell.pace());
    while (true) {
      try {
        Node now = client.get(path).json();
        if (now.some("id").isEmpty() || now.some("state").isEmpty()) {
          throw new Trouble("the master's answer about " + run.text("id") + " makes no sense");
        }
        if (backoff.failures() > SILENT_FAILURES) {
          say("the master answers again");
        }
        return now;
      } catch (Trouble.Passing e) {
        backoff.failed();
        if (backoff.failures() == SILENT_FAILURES) {
          say(e.getMessage() + "; " + run.text("id") + " runs on, trying again");
        }
      } catch (Trouble.Missing e) {
        // Only the run framework may say so; a master whose frameworks just begin knows no run.
        if (e.subject().equals(run.text("id")) || backoff.failures() >= ATTEMPTS) {
          throw new Trouble("how it ended is not known any more: " + e.getMessage());
        }
        backoff.failed();
      }
    }
  }

  private void sayWaiting(Node run) {
    StringBuilder why = new StringBuilder();
    for (Node reason : run.items("waiting")) {
      why.append(why.isEmpty() ? "" : "; ").append(Reasons.line(reason));
    }
    if (!why.isEmpty() && !said.contentEquals(why)) {
      said = why.toString();
      say(run.text("id") + " waits: " + why);
    }
  }

  private void say(String line) {
    shell.err().println("cuesta: " + Clean.line(line));
  }
}
