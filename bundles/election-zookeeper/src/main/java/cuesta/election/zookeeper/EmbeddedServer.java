package cuesta.election.zookeeper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.server.embedded.ExitHandler;
import org.apache.zookeeper.server.embedded.ZooKeeperServerEmbedded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A ZooKeeper server in this process, for one machine: on the loopback only, its data on disk. */
final class EmbeddedServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
  private static final Duration START = Duration.ofSeconds(60); // replays a log on a slow disk
  private static final long PURGE_MINUTES = 60;

  private final Path directory;
  private final Duration tick;
  private final FileChannel lock;
  private final int port;
  private final CountDownLatch closed = new CountDownLatch(1);
  private ZooKeeperServerEmbedded server;

  private EmbeddedServer(Path directory, Duration tick, FileChannel lock, int port) {
    this.directory = directory;
    this.tick = tick;
    this.lock = lock;
    this.port = port;
  }

  /**
   * Takes folder and port, which is quick and tells what is wrong with them.
   *
   * @param port 0: the one it had last time, or else any
   */
  static EmbeddedServer prepare(Path directory, int port, Duration tick) {
    FileChannel lock = null;
    try {
      Files.createDirectories(directory);
      if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
        // ZooKeeper writes its files with the umask: the folder is what keeps them from others.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
      }
      lock =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock.tryLock() == null) {
        throw new OverlappingFileLockException();
      }
      return new EmbeddedServer(
          directory, tick, lock, Ports.choose(directory.resolve("port"), port));
    } catch (OverlappingFileLockException e) {
      release(lock);
      throw new IllegalStateException(
          "embedded.dir: "
              + directory
              + " is used by another running process: stop it, or choose another folder",
          e);
    } catch (IOException e) {
      release(lock);
      throw new UncheckedIOException(
          "embedded.dir: "
              + directory
              + " cannot be used ("
              + e
              + "): make it a folder that this user may write",
          e);
    } catch (RuntimeException e) {
      release(lock);
      throw e;
    }
  }

  private static void release(FileChannel lock) {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  String connect() {
    return "127.0.0.1:" + port;
  }

  /** Blocks until it serves. */
  void start() throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // ZooKeeper finds its metrics provider and others through the context class loader.
    thread.setContextClassLoader(ZooKeeperServerEmbedded.class.getClassLoader());
    try {
      removeOldConfigurations();
      server =
          ZooKeeperServerEmbedded.builder()
              .baseDir(directory)
              .configuration(properties())
              .exitHandler(ExitHandler.LOG_ONLY)
              .build();
      server.start(START.toMillis());
      Thread.ofVirtual().name("cuesta-zookeeper-purge").start(this::purge);
    } catch (TimeoutException e) {
      throw new IOException(
          "the embedded ZooKeeper did not start within "
              + START.toSeconds()
              + " s at port "
              + port
              + " with "
              + directory
              + ": see the log for ZooKeeper's own message; another program may have taken the"
              + " port",
          e);
    } catch (InterruptedException e) {
      thread.interrupt();
      throw new IOException("interrupted while the embedded ZooKeeper was starting", e);
    } catch (Exception e) {
      throw new IOException("the embedded ZooKeeper cannot start with " + directory + ": " + e, e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private void purge() {
    try {
      do {
        OldFiles.remove(directory.resolve("data").resolve("version-2"));
      } while (!closed.await(PURGE_MINUTES, TimeUnit.MINUTES));
    } catch (IOException e) {
      LOG.warn(
          "old files of the embedded ZooKeeper in {} cannot be removed: {}",
          directory,
          e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** ZooKeeper writes a new one at each start and leaves it there. */
  private void removeOldConfigurations() throws IOException {
    try (DirectoryStream<Path> old =
        Files.newDirectoryStream(directory, "zookeeper.configuration*.properties")) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
  }

  private Properties properties() {
    Properties p = new Properties();
    p.setProperty("clientPort", Integer.toString(port));
    p.setProperty("clientPortAddress", "127.0.0.1");
    p.setProperty("tickTime", Long.toString(tick.toMillis()));
    p.setProperty("maxSessionTimeout", "600000"); // else 20 ticks would be the most
    p.setProperty("admin.enableServer", "false");
    p.setProperty("4lw.commands.whitelist", ""); // "srvr" is always allowed
    // Its defaults are for large ensembles: 64 MiB of zeros per log, a log of 4 GiB, caches of
    // answers.
    p.setProperty("preAllocSize", "1024");
    p.setProperty("snapSizeLimitInKb", "32768");
    p.setProperty("maxResponseCacheSize", "0");
    p.setProperty("maxGetChildrenResponseCacheSize", "0");
    p.setProperty("nio.numSelectorThreads", "1");
    p.setProperty(
        "nio.numWorkerThreads", "0"); // the selector's thread does the little work there is
    return p;
  }

  @Override
  public void close() {
    closed.countDown();
    if (server != null) {
      server.close();
    }
    release(lock);
  }
}
