package cuesta.core.edge.agent;

import cuesta.core.agent.AgentChange;
import cuesta.core.agent.Checkpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's journal: one file of checksummed frames. What was appended survives the death of this
 * process; what has to survive the death of the machine is synced before the append returns, the
 * rest within 50 ms. When the log outgrows what it tells, the file is replaced by a snapshot. One
 * thread appends; another one syncs.
 */
public final class DiskJournal implements AutoCloseable {
  /** A smaller file is never replaced: that would cost more than reading it. */
  static final long MIN_ROTATE = 1024 * 1024;

  /** The file is replaced when it is so many times larger than a snapshot of it. */
  static final int ROTATE_FACTOR = 4;

  /** Changes in one frame of a snapshot. */
  private static final int SNAPSHOT_FRAME = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(DiskJournal.class);

  private final Path file;
  private final FileChannel lockFile;
  private final FileLock lock;
  private final Checkpoint loaded;
  private final Syncer syncer;
  private FileChannel channel;
  private long written;
  private long frames;
  private long snapshotSize;
  private boolean broken;

  private DiskJournal(Path directory, FileChannel lockFile, FileLock lock) throws IOException {
    this.file = directory.resolve("agent.journal");
    this.lockFile = lockFile;
    this.lock = lock;
    if (Files.exists(file)) {
      loaded = load();
    } else {
      loaded = Checkpoint.EMPTY;
      replace(Checkpoint.EMPTY);
    }
    syncer = new Syncer(() -> this.channel, written);
  }

  /**
   * Opens the journal in a directory, or begins one.
   *
   * @param directory made if it is not there
   * @return the open journal
   * @throws IOException naming the file and what to do: it is in use, damaged, or was written by a
   *     newer version
   */
  public static DiskJournal open(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path lockPath = directory.resolve("lock");
    FileChannel lockFile =
        FileChannel.open(lockPath, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = lockFile.tryLock();
    } catch (OverlappingFileLockException e) {
      // held by another agent of this very process
    }
    if (lock == null) {
      lockFile.close();
      throw new IOException(
          "another agent uses "
              + directory
              + " (it holds "
              + lockPath
              + "); stop it, or give another --work-dir");
    }
    try {
      return new DiskJournal(directory, lockFile, lock);
    } catch (IOException | RuntimeException e) {
      lock.release();
      lockFile.close();
      throw e;
    }
  }

  private Checkpoint load() throws IOException {
    JournalFile read = JournalFile.read(file);
    channel = FileChannel.open(file, StandardOpenOption.WRITE);
    if (read.end() < read.length()) {
      LOG.warn(
          "journal={} cut={} bytes: the last write before a crash was not finished",
          file,
          read.length() - read.end());
      channel.truncate(read.end());
    }
    channel.force(true); // from here on all that was read counts as being on the disk
    written = read.end();
    frames = read.frames();
    channel.position(written);
    snapshotSize = -1; // not known; the first look at the size finds out
    return read.checkpoint();
  }

  /**
   * What the journal held when it was opened.
   *
   * @return the checkpoint
   */
  public Checkpoint loaded() {
    return loaded;
  }

  /**
   * Appends changes in one write; all of them or, after a crash, none. They are on the disk itself
   * when this returns if one of them is {@link AgentChange.Synced}.
   *
   * @param changes what happened
   * @throws IOException if it could not be written; nothing of it is in the file then, and it may
   *     be tried again
   */
  public void append(List<? extends AgentChange> changes) throws IOException {
    if (broken) {
      throw new IOException("the journal " + file + " is broken since an earlier failure");
    }
    try {
      write(channel, Frames.frame(frames + 1, syncer.synced(), ChangeCodec.write(changes)));
    } catch (IOException e) {
      undo();
      throw e;
    }
    frames++;
    written = channel.position();
    if (changes.stream().anyMatch(AgentChange.Synced.class::isInstance)) {
      try {
        syncer.syncNow(written);
      } catch (IOException e) {
        broken = true; // after a failed fsync nobody knows what is on the disk
        throw e;
      }
    } else {
      syncer.syncSoon(written);
    }
  }

  private void undo() {
    try {
      channel.truncate(written);
      channel.position(written);
    } catch (IOException e) {
      broken = true;
      LOG.error("journal={} could not be put right after a failed write", file, e);
    }
  }

  /**
   * Replaces the file by a snapshot if it has outgrown what it tells.
   *
   * @param present what the file tells now
   * @throws IOException if that failed; the old file is still whole and in use
   */
  public void rotateIfLarge(Checkpoint present) throws IOException {
    if (written < MIN_ROTATE || (snapshotSize >= 0 && written < ROTATE_FACTOR * snapshotSize)) {
      return;
    }
    FileChannel old = channel;
    replace(present);
    syncer.restart(written);
    old.close();
  }

  private void replace(Checkpoint present) throws IOException {
    Path next = file.resolveSibling("agent.journal.new");
    FileChannel out =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    long count = 0;
    try {
      write(out, Frames.header(Frames.SCHEMA, Frames.HEADER));
      for (List<AgentChange> part : parts(present.snapshot())) {
        write(out, Frames.frame(++count, 0, ChangeCodec.write(part)));
      }
      long end = out.position();
      out.position(0);
      write(out, Frames.header(Frames.SCHEMA, end));
      out.position(end);
      out.force(true);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      syncDirectory();
    } catch (IOException | RuntimeException e) {
      out.close();
      Files.deleteIfExists(next);
      throw e;
    }
    channel = out;
    written = out.position();
    snapshotSize = written;
    frames = count;
  }

  private static List<List<AgentChange>> parts(List<AgentChange> all) {
    List<List<AgentChange>> parts = new ArrayList<>();
    for (int i = 0; i < all.size(); i += SNAPSHOT_FRAME) {
      parts.add(all.subList(i, Math.min(all.size(), i + SNAPSHOT_FRAME)));
    }
    return parts;
  }

  /** A rename is on the disk when its directory is. */
  private void syncDirectory() throws IOException {
    try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    } catch (NoSuchFileException e) {
      throw new IOException("the directory of " + file + " was removed", e);
    }
  }

  private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  /**
   * How large the file is.
   *
   * @return bytes
   */
  public long size() {
    return written;
  }

  @Override
  public void close() throws IOException {
    syncer.close();
    channel.close();
    lock.release();
    lockFile.close();
  }
}
