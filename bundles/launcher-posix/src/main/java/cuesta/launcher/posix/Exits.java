package cuesta.launcher.posix;

import cuesta.api.launcher.Launcher;
import cuesta.api.launcher.LauncherContext;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices starts and ends: at once, by the kernel's word that a mark or an exit file was written,
 * and by a slow look at all, which also finds supervisors that went without a word and launches
 * that nobody took.
 */
final class Exits implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Exits.class);
  private static final int RESTART = 2; // looks after which an untaken launch is handed out again
  private static final int GIVE_UP = 12; // looks after which it is fenced off

  private static final class Watched {
    final Container container;
    final CountDownLatch started = new CountDownLatch(1);
    int looks;
    boolean reported;

    Watched(Container container) {
      this.container = container;
    }
  }

  private final ConcurrentHashMap<String, Watched> watched = new ConcurrentHashMap<>();
  private final LauncherContext context;
  private final Layout layout;
  private final Signalling signalling;
  private final Starter starter;
  private final String boot;
  private final Duration poll;
  private final WatchService service;
  private final Thread thread;

  Exits(
      LauncherContext context,
      Layout layout,
      Signalling signalling,
      Starter starter,
      String boot,
      Duration poll)
      throws IOException {
    this.context = context;
    this.layout = layout;
    this.signalling = signalling;
    this.starter = starter;
    this.boot = boot;
    this.poll = poll;
    this.service = FileSystems.getDefault().newWatchService();
    // Modified, not created: a file just created has no status in it yet.
    for (Path directory : List.of(layout.pids(), layout.exits())) {
      directory.register(
          service, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.OVERFLOW);
    }
    this.thread = Thread.ofPlatform().daemon().name("exits-" + context.node()).unstarted(this::run);
  }

  /** Registered before the first look: an end in between is seen by one or the other. */
  void start() {
    lookAtAll();
    thread.start();
  }

  void watch(Container container) {
    watched.putIfAbsent(container.file(), new Watched(container));
  }

  Optional<Container> find(String file) {
    return Optional.ofNullable(watched.get(file)).map(entry -> entry.container);
  }

  void forget(String file) {
    watched.remove(file);
  }

  @Override
  public void close() throws IOException {
    service.close();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long next = System.nanoTime() + poll.toNanos();
    try {
      while (true) {
        WatchKey key = service.poll(Math.max(0, next - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (key != null) {
          events(key.pollEvents(), key.watchable().equals(layout.exits()));
          key.reset();
        }
        if (next - System.nanoTime() <= 0) {
          lookAtAll();
          next = System.nanoTime() + poll.toNanos();
        }
      }
    } catch (ClosedWatchServiceException | InterruptedException e) {
      // Closed.
    }
  }

  private void events(Collection<WatchEvent<?>> events, boolean ends) {
    for (WatchEvent<?> event : events) {
      if (event.context() instanceof Path name) {
        Watched entry = watched.get(name.toString());
        if (entry != null) {
          guarded(entry, ends ? () -> reportOnce(entry) : () -> markStarted(entry));
        }
      } else {
        lookAtAll();
      }
    }
  }

  /**
   * Waits until the process that becomes the command is there, or the container has ended. Not for
   * ever: the caller may have a kill to deliver.
   */
  void awaitStart(String file, Duration patience) throws IOException, InterruptedException {
    Watched entry = watched.get(file);
    if (entry != null && !layout.isStarted(file) && layout.status(file).isEmpty()) {
      entry.started.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** The claim is a modification of the same file: only its second line is the mark. */
  private void markStarted(Watched entry) throws IOException {
    if (entry.started.getCount() > 0 && layout.isStarted(entry.container.file())) {
      entry.started.countDown();
    }
  }

  private void lookAtAll() {
    watched.values().forEach(entry -> guarded(entry, () -> look(entry)));
  }

  /** Reports again if asked: repeats are harmless, and a repeated launch may ask for it. */
  void report(String file) {
    Watched entry = watched.get(file);
    if (entry != null) {
      guarded(entry, () -> reportIfEnded(entry));
    }
  }

  private void reportOnce(Watched entry) throws IOException {
    if (!entry.reported) {
      reportIfEnded(entry);
    }
  }

  private boolean reportIfEnded(Watched entry) throws IOException {
    OptionalInt status = layout.status(entry.container.file());
    if (status.isEmpty()) {
      return false;
    }
    entry.reported = true;
    entry.started.countDown();
    context.exited(entry.container.id(), status.getAsInt());
    return true;
  }

  private void look(Watched entry) throws IOException, InterruptedException {
    if (entry.reported || reportIfEnded(entry)) {
      return;
    }
    String file = entry.container.file();
    Optional<Claim> claim = layout.claim(file);
    boolean sameBoot = entry.container.boot().equals(boot);
    if (sameBoot && claim.isEmpty()) {
      untaken(entry);
    } else if (!sameBoot || !claim.get().isAlive()) {
      // It may have written its last word after we looked for it.
      if (!reportIfEnded(entry)) {
        lost(entry);
      }
    }
  }

  private void untaken(Watched entry) throws IOException, InterruptedException {
    entry.looks++;
    String file = entry.container.file();
    if (entry.looks > GIVE_UP && signalling.fence(file)) {
      lost(entry);
    } else if (entry.looks % RESTART == 0) {
      LOG.info(
          "container={} was not taken by the shell; handing it out again", entry.container.id());
      starter.start(file);
    }
  }

  private void lost(Watched entry) throws IOException {
    LOG.info("container={} lost: its supervisor is gone without a status", entry.container.id());
    layout.status(entry.container.file(), Launcher.LOST);
    reportIfEnded(entry);
  }

  private interface Look {
    void at() throws IOException, InterruptedException;
  }

  private static void guarded(Watched entry, Look look) {
    try {
      synchronized (entry) {
        look.at();
      }
    } catch (IOException | RuntimeException e) {
      // One unreadable file must not blind us for the other containers; looked at again later.
      LOG.warn("container={} could not be looked at: {}", entry.container.id(), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
