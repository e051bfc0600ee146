package cuesta.deploy;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the plugins folder and hands what settled there to the deployer, on a thread of its own.
 */
final class PluginsFolder implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PluginsFolder.class);

  /** Notifications get lost on network and container file systems; a look costs a listing. */
  private static final Duration NET = Duration.ofSeconds(2);

  private static final Duration STOP = Duration.ofSeconds(10);

  private final Path folder;
  private final Deployer deployer;
  private final DeploymentList list;
  private final Settling settling = new Settling();
  private final Thread thread;
  private String complaint = "";

  PluginsFolder(Path folder, Deployer deployer, DeploymentList list) {
    this.folder = folder;
    this.deployer = deployer;
    this.list = list;
    thread = Thread.ofPlatform().daemon().name("cuesta-deploy").unstarted(this);
  }

  void start() {
    thread.start();
  }

  @Override
  public void run() {
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      deployer.restore();
      WatchKey key = null;
      while (!Thread.interrupted()) {
        key = key == null || !key.isValid() ? register(watch) : key;
        look();
        Duration patience = settling.restless() ? Settling.CALM : NET;
        WatchKey told = watch.poll(patience.toMillis() + 1, TimeUnit.MILLISECONDS);
        if (told != null) {
          told.pollEvents();
          told.reset();
        }
      }
    } catch (InterruptedException e) {
      // the end
    } catch (IOException e) {
      LOG.error("{} is not watched any more", folder, e);
    }
  }

  private WatchKey register(WatchService watch) {
    try {
      return folder.register(
          watch,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_MODIFY,
          StandardWatchEventKinds.ENTRY_DELETE);
    } catch (IOException e) {
      return null; // look() says why, and the net remains
    }
  }

  private void look() throws InterruptedException {
    SortedMap<String, FileState> now;
    try {
      now = FileState.list(folder);
      complaint = "";
    } catch (IOException e) {
      // A folder that cannot be read is not an empty one: everything stays as it is.
      if (!complaint.equals(e.toString())) {
        complaint = e.toString();
        LOG.warn("{} cannot be read, nothing is deployed or removed: {}", folder, complaint);
      }
      return;
    }
    List<Settling.Change> changes = settling.look(now, System.nanoTime());
    SortedSet<String> coming = settling.coming();
    changes.stream().filter(Settling.Change::present).forEach(c -> coming.add(c.name()));
    for (Settling.Change change : changes) {
      list.coming(coming);
      handle(change);
      coming.remove(change.name());
    }
    list.coming(coming);
  }

  private void handle(Settling.Change change) throws InterruptedException {
    try {
      if (!change.present()) {
        deployer.went(change.name());
      } else if (!deployer.came(change.name())) {
        settling.again(change.name());
      }
    } catch (IOException | RuntimeException e) {
      LOG.error("{} could not be dealt with", change.name(), e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
