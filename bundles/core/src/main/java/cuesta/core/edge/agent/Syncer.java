package cuesta.core.edge.agent;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what was written to the disk itself: at once if asked, otherwise at most 50 ms later. */
final class Syncer implements AutoCloseable {
  /** How much of unsynced work a crash of the machine may cost. */
  static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final Logger LOG = LoggerFactory.getLogger(Syncer.class);

  private final Supplier<FileChannel> channel;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wake = lock.newCondition();
  private final Condition closing = lock.newCondition();
  private final Thread thread;
  private FileChannel file;
  private long wanted;
  private volatile long synced;
  private boolean idle;
  private boolean closed;

  /** Of a file that is wholly on the disk, up to a length. */
  Syncer(Supplier<FileChannel> channel, long upTo) {
    this.channel = channel;
    file = channel.get();
    wanted = upTo;
    synced = upTo;
    thread = Thread.ofVirtual().name("journal-sync").start(this::run);
  }

  /** How much of the file is on the disk for sure. */
  long synced() {
    return synced;
  }

  void syncNow(long upTo) throws IOException {
    file.force(false);
    lock.lock();
    try {
      synced = Math.max(synced, upTo);
    } finally {
      lock.unlock();
    }
  }

  void syncSoon(long upTo) {
    lock.lock();
    try {
      wanted = upTo;
      if (idle) {
        wake.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Another file has taken the place of the one before; all of it is on the disk. */
  void restart(long upTo) {
    lock.lock();
    try {
      file = channel.get();
      wanted = upTo;
      synced = upTo;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (true) {
      lock.lock();
      FileChannel now;
      long upTo;
      try {
        idle = true;
        while (wanted <= synced && !closed) {
          wake.awaitUninterruptibly();
        }
        idle = false;
        if (closed) {
          return;
        }
        waitALittle();
        now = file;
        upTo = wanted;
      } finally {
        lock.unlock();
      }
      force(now, upTo);
    }
  }

  /** So that what comes meanwhile shares the same fsync. */
  private void waitALittle() {
    long left = SOON_NANOS / 2; // the other half is for the fsync itself
    while (left > 0 && !closed) {
      try {
        left = closing.awaitNanos(left);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void force(FileChannel now, long upTo) {
    boolean failed = false;
    try {
      now.force(false);
    } catch (IOException e) {
      failed = true;
      if (now == file && !closed) {
        LOG.warn("journal-sync failed; a crash of the machine may cost the last changes", e);
      }
    }
    lock.lock();
    try {
      if (now == file) {
        synced = failed ? synced : Math.max(synced, upTo);
        wanted = failed ? synced : wanted;
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      closed = true;
      wake.signal();
      closing.signal();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    file.force(false);
  }
}
