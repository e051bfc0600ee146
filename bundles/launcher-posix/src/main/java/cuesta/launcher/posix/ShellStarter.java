package cuesta.launcher.posix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Starts a shell of its own for each supervisor: slower, but needs nothing but a POSIX shell. */
final class ShellStarter implements Starter {
  private final Layout layout;
  private final Path script;
  private final Tools tools;

  ShellStarter(Layout layout, Path script, Tools tools) {
    this.layout = layout;
    this.script = script;
    this.tools = tools;
  }

  @Override
  public void start(String file) throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>();
    // -f leaves no child behind that somebody would have to wait for.
    tools.setsid().ifPresent(path -> argv.addAll(List.of(path.toString(), "-f")));
    argv.addAll(List.of("/bin/sh", script.toString(), layout.root().toString(), "", file));
    if (tools.setsid().isPresent()) {
      int status = Run.status(argv);
      if (status != 0) {
        throw new IOException(String.join(" ", argv) + " ended with " + status);
      }
      return;
    }
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.start().getOutputStream().close();
  }

  @Override
  public OptionalInt reaper() {
    return OptionalInt.empty();
  }

  @Override
  public void close() {}
}
