package cuesta.blobs.agent;

import cuesta.api.blob.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blobs that were loaded, so that a hundred tasks of one commit load it once. A file is there when
 * it is on the disk and has the hash that it is called by. What was not used for longest goes when
 * they are more than allowed; who has it open reads on. Any thread.
 */
final class Cache {
  private static final Logger LOG = LoggerFactory.getLogger(Cache.class);

  private final Path files;
  private final Path coming;
  private final long most;
  private final Masters masters;
  private final Map<String, Loading> loading = new LinkedHashMap<>(); // guarded by this

  /** Sizes, those not used for longest first. Guarded by this. */
  private final LinkedHashMap<String, Long> sizes = new LinkedHashMap<>(16, 0.75f, true);

  /** Those who want a blob that is not here: one of them loads it, the others wait for that. */
  private static final class Loading {
    private final ReentrantLock lock = new ReentrantLock();
    private int wanted;
  }

  /**
   * Takes up what is there.
   *
   * @param dir where files are kept, and others come
   * @param most bytes that they may have in all
   * @throws IOException if the directory cannot be made or read
   */
  Cache(Path dir, long most, Masters masters) throws IOException {
    this.files = Files.createDirectories(dir.resolve("files"));
    this.coming = Files.createDirectories(dir.resolve("coming"));
    this.most = most;
    this.masters = masters;
    try (DirectoryStream<Path> rests = Files.newDirectoryStream(coming)) {
      for (Path rest : rests) {
        Files.delete(rest);
      }
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(files)) {
      all.forEach(found::add);
    }
    found.sort(Comparator.comparingLong(file -> file.toFile().lastModified()));
    for (Path file : found) {
      sizes.put(Blob.check(file.getFileName().toString()), Files.size(file));
    }
    evict();
  }

  /**
   * Opens a blob, which is loaded if it is not here.
   *
   * @param leader whom to ask
   * @return its bytes; the caller closes
   * @throws NoSuchFileException if no master has it
   * @throws ConnectException if it may be tried again
   */
  InputStream open(String hash, URI leader) throws IOException {
    Loading mine = wants(hash);
    try {
      lock(mine.lock);
      try {
        if (!has(hash)) {
          load(hash, leader);
        }
        return opened(hash);
      } finally {
        mine.lock.unlock();
      }
    } finally {
      leaves(hash, mine);
    }
  }

  private synchronized Loading wants(String hash) {
    Loading mine = loading.computeIfAbsent(hash, name -> new Loading());
    mine.wanted++;
    return mine;
  }

  private synchronized void leaves(String hash, Loading mine) {
    if (--mine.wanted == 0) {
      loading.remove(hash);
    }
  }

  private static void lock(ReentrantLock lock) throws IOException {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("given up while another task's blob was loaded");
    }
  }

  private synchronized boolean has(String hash) {
    return sizes.get(hash) != null;
  }

  private void load(String hash, URI leader) throws IOException {
    Path file = Files.createTempFile(coming, "", "");
    try {
      MessageDigest digest = sha256();
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
          DigestOutputStream out =
              new DigestOutputStream(Channels.newOutputStream(channel), digest)) {
        masters.get(leader, hash, out);
        channel.force(true);
      }
      if (!HexFormat.of().formatHex(digest.digest()).equals(hash)) {
        // Either it broke off, which not every answer shows, or a master has a damaged one.
        throw new ConnectException("what came of blob " + hash + " is not the whole of it");
      }
      long size = Files.size(file);
      synchronized (this) {
        Files.move(file, files.resolve(hash), StandardCopyOption.ATOMIC_MOVE);
        sizes.put(hash, size);
      }
      LOG.debug("loaded hash={} size={}", hash, size);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private synchronized InputStream opened(String hash) throws IOException {
    Path file = files.resolve(hash);
    try {
      InputStream opened = Files.newInputStream(file);
      Files.setLastModifiedTime(file, FileTime.from(Instant.now())); // for the next process
      sizes.get(hash);
      evict();
      return opened;
    } catch (NoSuchFileException e) {
      sizes.remove(hash);
      throw new ConnectException("the file of blob " + hash + " was removed by somebody");
    }
  }

  private synchronized void evict() throws IOException {
    long all = sizes.values().stream().mapToLong(Long::longValue).sum();
    Iterator<Map.Entry<String, Long>> oldest = sizes.entrySet().iterator();
    while (all > most && oldest.hasNext()) {
      Map.Entry<String, Long> entry = oldest.next();
      Files.deleteIfExists(files.resolve(entry.getKey()));
      all -= entry.getValue();
      oldest.remove();
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
