package cuesta.cli.run;

import cuesta.cli.http.Client;
import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import cuesta.cli.shell.Backoff;
import cuesta.cli.shell.Shell;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Ctrl-C and its like: the first one kills the task, whose end is then awaited as ever; a second
 * one leaves.
 */
public final class Interruption implements IntConsumer {
  private static final int SIGPIPE = 13;

  private final Client client;
  private final Shell shell;
  private final IntConsumer leave;
  private final Object lock = new Object();
  private Optional<String> run = Optional.empty();
  private int received;

  /**
   * Nothing happened yet.
   *
   * @param leave ends this program at once with a status
   */
  public Interruption(Client client, Shell shell, IntConsumer leave) {
    this.client = client;
    this.shell = shell;
    this.leave = leave;
  }

  /** From now on there is something to kill. */
  void started(String id) {
    synchronized (lock) {
      run = Optional.of(id);
      if (received != 0) {
        kill(id);
      }
    }
  }

  /** The signal that came, or 0. */
  int received() {
    synchronized (lock) {
      return received;
    }
  }

  /** Nobody reads what the task writes, as when a pipe is closed. */
  void nobodyReads() {
    synchronized (lock) {
      if (received == 0) {
        accept(SIGPIPE);
      }
    }
  }

  @Override
  public void accept(int signal) {
    synchronized (lock) {
      if (received != 0) {
        leave.accept(128 + signal);
        return;
      }
      received = signal;
      run.ifPresent(this::kill);
    }
  }

  private void kill(String id) {
    Thread thread = new Thread(() -> killUntilHeard(id), "kill " + id);
    thread.setDaemon(true);
    thread.start();
  }

  private void killUntilHeard(String id) {
    Backoff backoff = new Backoff(shell.pace());
    try {
      while (true) {
        try {
          client.post("/run/" + id + "/kill", Node.text(out -> empty(out)));
          return;
        } catch (Trouble.Passing e) {
          backoff.failed();
        } catch (Trouble e) {
          shell.err().println("cuesta: " + id + " could not be killed: " + e.getMessage());
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void empty(com.fasterxml.jackson.core.JsonGenerator out)
      throws java.io.IOException {
    out.writeStartObject();
    out.writeEndObject();
  }
}
