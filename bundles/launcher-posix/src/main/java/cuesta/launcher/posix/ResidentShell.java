package cuesta.launcher.posix;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One small shell per launcher, fed with names over a FIFO, forks a supervisor for each. It is no
 * child of ours and survives us; if it dies itself, the supervisors do not care and the next launch
 * starts another one on the same FIFO.
 */
final class ResidentShell implements Starter {
  private static final Duration START = Duration.ofSeconds(10); // a loaded machine; else it hangs
  private static final String PREFIX = "fifo-";

  private final Layout layout;
  private final Path script;
  private final Tools tools;
  private final Path fifo;
  private final RandomAccessFile lines;
  private Claim shell;
  private OptionalInt reaper;
  private boolean closed;

  /** Starts the shell, and ends those that a killed agent process left behind. */
  ResidentShell(Layout layout, Path script, Tools tools) throws IOException, InterruptedException {
    this.layout = layout;
    this.script = script;
    this.tools = tools;
    endLeftovers();
    // The owner's process in the name: a successor can tell a leftover from a sibling at a swap.
    this.fifo = layout.root().resolve(PREFIX + owner() + "-" + System.nanoTime());
    run(tools.mkfifo().orElseThrow().toString(), "-m", "600", fifo.toString());
    // Read-write, since opening for writing alone would block while no shell reads.
    this.lines = new RandomAccessFile(fifo.toFile(), "rw");
    startShell();
  }

  @Override
  public synchronized void start(String file) throws IOException, InterruptedException {
    if (closed) {
      throw new IllegalStateException("the launcher is closed");
    }
    if (!shell.isAlive()) {
      startShell();
    }
    // Below 4096 bytes, so that lines never mix.
    lines.write((file + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public synchronized OptionalInt reaper() {
    return reaper;
  }

  /** The shell takes what is queued, then ends. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (lines) {
      lines.write('\n');
      awaitTaken();
    } catch (IOException | InterruptedException e) {
      // It then ends when the next launcher finds its FIFO.
    }
  }

  Claim shell() {
    return shell;
  }

  private void startShell() throws IOException, InterruptedException {
    Path pid = pidFile(fifo);
    Files.deleteIfExists(pid);
    run(
        tools.setsid().orElseThrow().toString(),
        "-f",
        tools.dash().orElseThrow().toString(),
        script.toString(),
        layout.root().toString(),
        fifo.toString());
    long deadline = System.nanoTime() + START.toNanos();
    Optional<String> text = Layout.read(pid);
    while (text.filter(t -> t.endsWith("\n")).isEmpty()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IOException(
            "the resident shell did not start within " + START.toSeconds() + " s");
      }
      Thread.sleep(Duration.ofMillis(1));
      text = Layout.read(pid);
    }
    shell = Claim.parse(text.get());
    reaper = Proc.of(shell.pid()).map(p -> OptionalInt.of(p.ppid())).orElse(OptionalInt.empty());
  }

  /** A FIFO's content lives as long as somebody has it open: us, until the shell has read it. */
  private void awaitTaken() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    while (shell.isAlive() && System.nanoTime() - deadline < 0) {
      Thread.sleep(Duration.ofMillis(1));
    }
    if (!shell.isAlive()) {
      remove(fifo);
    }
  }

  private void endLeftovers() throws IOException {
    try (var found = Files.newDirectoryStream(layout.root(), PREFIX + "*-*")) {
      for (Path leftover : found) {
        String[] parts = leftover.getFileName().toString().split("-");
        if (leftover.toString().endsWith(".pid")
            || Claim.parse(parts[1] + " " + parts[2]).isAlive()) {
          continue;
        }
        Optional<Claim> old =
            Layout.read(pidFile(leftover)).filter(text -> text.endsWith("\n")).map(Claim::parse);
        if (old.filter(Claim::isAlive).isPresent()) {
          // What it still has queued comes first, and its supervisors do not depend on it.
          try (RandomAccessFile end = new RandomAccessFile(leftover.toFile(), "rw")) {
            end.write('\n');
          }
        }
        remove(leftover);
      }
    }
  }

  private static void remove(Path fifo) throws IOException {
    Files.deleteIfExists(fifo);
    Files.deleteIfExists(pidFile(fifo));
  }

  private static Path pidFile(Path fifo) {
    return fifo.resolveSibling(fifo.getFileName() + ".pid");
  }

  private static String owner() throws IOException {
    int self = Math.toIntExact(ProcessHandle.current().pid());
    long start = Proc.of(self).orElseThrow(() -> new IOException("/proc does not show us")).start();
    return self + "-" + start;
  }

  private static void run(String... argv) throws IOException, InterruptedException {
    int status = Run.status(List.of(argv));
    if (status != 0) {
      throw new IOException(String.join(" ", argv) + " ended with " + status);
    }
  }
}
