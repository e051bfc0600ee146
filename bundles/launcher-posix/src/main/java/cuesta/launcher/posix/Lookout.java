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
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices starts and ends: at once, by the kernel's word that a supervisor wrote, and by a slow
 * look at all, which also finds supervisors that went without a word and launches that nobody took.
 */
final class Lookout implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);
  private static final Duration UNEASY = Duration.ofSeconds(1); // without word of a start

  private static final class Watched {
    final Container container;
    final CountDownLatch begun = new CountDownLatch(1);
    final boolean awaited;
    boolean reported;

    Watched(Container container, boolean awaited) {
      this.container = container;
      this.awaited = awaited;
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
  private volatile boolean closed;

  Lookout(
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
    // Modified, not created: a file just created has nothing in it yet.
    layout
        .runs()
        .register(service, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.OVERFLOW);
    this.thread =
        Thread.ofPlatform().daemon().name("lookout-" + context.node()).unstarted(this::run);
  }

  /** Registered before the first look: an end in between is seen by one or the other. */
  void start() {
    lookAtAll();
    thread.start();
  }

  /** One that an earlier process has launched. */
  void adopt(Container container) {
    watched.putIfAbsent(container.file(), new Watched(container, false));
  }

  /** One that is about to be launched; {@link #awaitBegun} follows. */
  void expect(Container container) {
    watched.putIfAbsent(container.file(), new Watched(container, true));
  }

  Optional<Container> find(String file) {
    return Optional.ofNullable(watched.get(file)).map(entry -> entry.container);
  }

  void forget(String file) {
    watched.remove(file);
  }

  /**
   * Waits until the command's process is there, or it is certain that it was, or never will be.
   *
   * @return false if that is not known in time, or the launcher was closed meanwhile
   */
  boolean awaitBegun(String file, Duration patience) throws IOException, InterruptedException {
    Watched entry = watched.get(file);
    long deadline = System.nanoTime() + patience.toNanos();
    long step = Math.min(UNEASY.toNanos(), patience.toNanos());
    while (entry != null && !entry.begun.await(step, TimeUnit.NANOSECONDS)) {
      if (closed || System.nanoTime() - deadline > 0) {
        return false;
      }
      // The kernel may have dropped its word, or the shell died with the launch in its queue.
      guarded(entry, () -> look(entry));
      if (layout.progress(file).claim().isEmpty()) {
        LOG.info("container={} was not taken yet; handing it out again", entry.container.id());
        starter.start(file);
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    closed = true;
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
          events(key.pollEvents());
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

  private void events(Collection<WatchEvent<?>> events) {
    for (WatchEvent<?> event : events) {
      if (event.context() instanceof Path name) {
        Watched entry = watched.get(name.toString());
        if (entry != null) {
          guarded(entry, () -> read(entry));
        }
      } else {
        lookAtAll();
      }
    }
  }

  private void lookAtAll() {
    watched.values().forEach(entry -> guarded(entry, () -> look(entry)));
  }

  /** Looks, and reports again: repeats are harmless, and a repeated launch may ask for it. */
  void look(String file) {
    Watched entry = watched.get(file);
    if (entry != null) {
      guarded(
          entry,
          () -> {
            entry.reported = false;
            look(entry);
          });
    }
  }

  private Progress read(Watched entry) throws IOException {
    Progress progress = layout.progress(entry.container.file());
    if (progress.hasBegun()) {
      entry.begun.countDown();
    }
    if (progress.status().isPresent() && !entry.reported) {
      report(entry, progress);
    }
    return progress;
  }

  private void report(Watched entry, Progress progress) {
    entry.reported = true;
    context.exited(entry.container.id(), progress.status().getAsInt());
  }

  private void look(Watched entry) throws IOException, InterruptedException {
    if (entry.reported) {
      return;
    }
    Progress progress = read(entry);
    if (entry.reported) {
      return;
    }
    boolean sameBoot = entry.container.boot().equals(boot);
    if (sameBoot && progress.claim().isEmpty()) {
      // Adopted ones were taken once: what told of it is gone.
      if (!entry.awaited && signalling.fence(entry.container.file())) {
        lost(entry);
      }
    } else if (!sameBoot || !progress.claim().get().isAlive()) {
      // It may have written its last word after we looked for it.
      if (read(entry).status().isEmpty()) {
        lost(entry);
      }
    }
  }

  private void lost(Watched entry) throws IOException {
    LOG.info("container={} lost: its supervisor is gone without a status", entry.container.id());
    layout.status(entry.container.file(), Launcher.LOST);
    read(entry);
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
