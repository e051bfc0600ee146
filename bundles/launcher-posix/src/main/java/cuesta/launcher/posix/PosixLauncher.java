package cuesta.launcher.posix;

import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.isolator.Preparation;
import cuesta.api.launcher.EnterSpec;
import cuesta.api.launcher.Entered;
import cuesta.api.launcher.LaunchRecord;
import cuesta.api.launcher.LaunchSpec;
import cuesta.api.launcher.Launcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Writes launch scripts, has them started, and finds again what was started. */
final class PosixLauncher implements Launcher {
  private final Layout layout;
  private final Script script;
  private final Entering entering;
  private final Users users;
  private final Starter starter;
  private final Signalling signalling;
  private final Lookout lookout;
  private final String boot;
  private final Duration patience;

  PosixLauncher(
      Layout layout,
      Tools tools,
      Starter starter,
      Signalling signalling,
      Lookout lookout,
      String boot,
      Duration patience) {
    this.layout = layout;
    this.script = new Script(tools);
    this.entering = new Entering(script, tools.setsid().isPresent());
    this.users = new Users(tools);
    this.starter = starter;
    this.signalling = signalling;
    this.lookout = lookout;
    this.boot = boot;
    this.patience = patience;
  }

  @Override
  public LaunchRecord launch(LaunchSpec spec) throws IOException, InterruptedException {
    Optional<Container> first = find(spec.container());
    if (first.isPresent()) {
      return again(first.get());
    }
    Container container =
        new Container(
            spec.container(),
            FileName.of(spec.container()),
            boot,
            spec.preparations().stream().map(Preparation::cgroups).flatMap(List::stream).toList(),
            Script.limits(spec));
    Optional<Identity> identity = users.become(spec.user());
    String text = script.text(container, spec, identity);
    if (!Files.isDirectory(spec.directory())) {
      throw new IOException("sandbox " + spec.directory() + " is no directory");
    }
    for (String name : List.of("stdout", "stderr")) {
      output(spec.directory().resolve(name), identity);
    }
    Files.writeString(layout.launch(container.file()), text);
    return begin(container);
  }

  private LaunchRecord again(Container container) throws IOException, InterruptedException {
    lookout.expect(container);
    lookout.look(container.file());
    return begin(container);
  }

  /**
   * Fails only if it is certain that nothing of it runs. A second line for the shell does no harm:
   * only one supervisor gets to own the launch.
   */
  private LaunchRecord begin(Container container) throws IOException, InterruptedException {
    lookout.expect(container);
    try {
      if (layout.progress(container.file()).claim().isEmpty()) {
        starter.start(container.file());
      }
      if (!lookout.awaitBegun(container.file(), patience)) {
        throw new IOException(
            "no shell began %s in %d ms; the machine is overloaded, or the launcher was closed"
                .formatted(container.id(), patience.toMillis()));
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      if (takeBack(container)) {
        throw e;
      }
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
    }
    return Records.record(container);
  }

  /** True if it is certain now that nothing of the launch will ever run. */
  private boolean takeBack(Container container) throws IOException {
    boolean fenced = signalling.fence(container.file());
    if (fenced) {
      lookout.forget(container.file());
      remove(container.file());
    }
    return fenced;
  }

  @Override
  public void signal(ContainerId id, int signal, boolean wholeTree)
      throws IOException, InterruptedException {
    if (signal < 1 || signal > 64) {
      throw new IllegalArgumentException("signal " + signal + " is not between 1 and 64");
    }
    Optional<Container> container = find(id);
    if (container.isPresent()
        && signalling.signal(container.get(), signal, wholeTree, starter.reaper())) {
      lookout.look(container.get().file());
    }
  }

  @Override
  public Entered enter(EnterSpec spec) throws IOException, InterruptedException {
    Container container =
        find(spec.container())
            .orElseThrow(
                () ->
                    new Refused(
                        Reason.of(
                            Reasons.LAUNCH_FAILED,
                            spec.container().value(),
                            "no such container runs here")));
    return entering.enter(container, spec, users.become(spec.user()));
  }

  @Override
  public void cleanup(ContainerId id) throws IOException {
    String file = FileName.of(id);
    lookout.forget(file);
    remove(file);
  }

  @Override
  public void close() {
    try {
      lookout.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      starter.close();
    }
  }

  /** The script goes first: without it a supervisor that is still to come does nothing. */
  private void remove(String file) throws IOException {
    Files.deleteIfExists(layout.launch(file));
    Files.deleteIfExists(layout.run(file));
  }

  /** Known, or left by a process that died before its record was durable. */
  private Optional<Container> find(ContainerId id) throws IOException {
    Optional<Container> known = lookout.find(FileName.of(id));
    if (known.isPresent()) {
      return known;
    }
    Optional<String> text = Layout.read(layout.launch(FileName.of(id)));
    if (text.isEmpty() || !text.get().endsWith(Script.END + "\n")) {
      return Optional.empty();
    }
    return Optional.of(
        Records.container(
            id,
            text.get()
                .lines()
                .takeWhile(line -> line.startsWith("# "))
                .map(line -> line.substring(2))
                .toList()));
  }

  /**
   * The supervisor opens stdout and stderr, maybe as root in a directory of another user's, and
   * after archives of anybody's were unpacked there: what is no plain file is refused. Those of
   * another user are made here and given to that user.
   */
  private static void output(Path file, Optional<Identity> user) throws IOException {
    try {
      if (user.isPresent()) {
        Files.createFile(file);
        Files.setAttribute(file, "unix:uid", user.get().uid(), LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(file, "unix:gid", user.get().gid(), LinkOption.NOFOLLOW_LINKS);
        return;
      }
    } catch (FileAlreadyExistsException e) {
      // looked at below
    }
    boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    if (there && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new Refused(
          Reason.of(
              Reasons.LAUNCH_FAILED,
              file.toString(),
              "is no plain file",
              "it was made before the container was started; remove it"));
    }
  }
}
