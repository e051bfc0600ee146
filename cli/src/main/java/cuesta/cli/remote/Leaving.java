package cuesta.cli.remote;

import cuesta.cli.http.Trouble;
import cuesta.cli.shell.Shell;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.IntUnaryOperator;

/**
 * Work that goes on until its end or until somebody leaves it: Ctrl-C and its like end the command,
 * whatever the work waits for.
 */
final class Leaving {
  private Leaving() {}

  /** What is done; it ends with the status of the command. */
  @FunctionalInterface
  interface Work {
    int run() throws Exception;
  }

  /**
   * Works.
   *
   * @param left is called with the number of the signal, and gives the status
   */
  static int run(Shell shell, Work work, IntUnaryOperator left)
      throws Trouble, InterruptedException {
    CompletableFuture<Integer> status = new CompletableFuture<>();
    shell
        .signals()
        .handle(
            signal -> {
              if (!status.isDone()) {
                status.complete(left.applyAsInt(signal));
              }
            });
    // Not a virtual one: what polls the sockets of those stays in native code, and the JVM waits
    // 300 ms for threads there before it ends.
    Thread worker =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    status.complete(work.run());
                  } catch (Exception | Error e) {
                    status.completeExceptionally(e);
                  }
                });
    try {
      return status.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Trouble trouble) {
        throw trouble;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      worker.interrupt();
    }
  }
}
