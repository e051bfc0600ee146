package cuesta.cli.run;

import cuesta.cli.http.Client;
import cuesta.cli.json.Node;
import cuesta.cli.shell.Shell;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Both outputs of a run, from the moment its agent is known. */
final class Outputs {
  private final Client client;
  private final Shell shell;
  private final Runnable nobodyReads;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean ended;
  private volatile boolean incomplete;
  private Optional<String> sandbox = Optional.empty();

  /**
   * None yet.
   *
   * @param nobodyReads told when our standard output was closed
   */
  Outputs(Client client, Shell shell, Runnable nobodyReads) {
    this.client = client;
    this.shell = shell;
    this.nobodyReads = nobodyReads;
  }

  /** Starts to copy as soon as the run says from where. */
  void look(Node run) {
    Optional<String> now = run.some("sandbox");
    // A run that was started once more, since its first launch was lost, has another sandbox.
    if (run.some("url").isPresent() && now.isPresent() && !now.equals(sandbox)) {
      sandbox = now;
      start(run.text("url"), now.get() + "/stdout", shell.out());
      start(run.text("url"), now.get() + "/stderr", shell.err());
    }
  }

  private void start(String url, String file, PrintStream to) {
    OutputPump pump = new OutputPump(client, url, file, to, () -> ended, shell.pace());
    Thread thread = new Thread(() -> pump(pump), file);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void pump(OutputPump pump) {
    try {
      switch (pump.run()) {
        case INCOMPLETE -> incomplete = true;
        case CLOSED -> nobodyReads.run();
        case COMPLETE -> {
          // That is how it should end.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits for the rest after the run has ended.
   *
   * @return whether all of it came
   */
  boolean finish() throws InterruptedException {
    ended = true;
    for (Thread thread : threads) {
      thread.join();
    }
    return !incomplete;
  }
}
