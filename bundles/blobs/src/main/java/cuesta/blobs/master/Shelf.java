package cuesta.blobs.master;

import cuesta.api.blob.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files by their content, {@code DIR/ab/HASH}. A file appears there when all of it is on the disk
 * and has the hash that it is called by, so that a stop in the middle leaves nothing. Any thread.
 */
final class Shelf {
  private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);

  /** Where files are written until they are whole; emptied at start. */
  private static final String COMING = "coming";

  /** Where files go that are not what they are called any more, for whoever looks into it. */
  private static final String DAMAGED = "damaged";

  private static final int BUFFER = 64 << 10;

  /** How often it is asked how much room is left: not for every buffer. */
  private static final long STRIDE = 8 << 20;

  private final Path dir;
  private final Bounds bounds;
  private final LongSupplier room;
  private final LongSupplier nanos;
  private final Map<String, Long> sizes = new HashMap<>();
  private final Map<String, Long> used = new HashMap<>();
  private volatile Consumer<String> onDamage = hash -> {};

  /**
   * What fits.
   *
   * @param most bytes of one blob
   * @param reserve bytes that stay free on the disk, for whoever else lives there
   */
  record Bounds(long most, long reserve) {}

  /**
   * Takes up what is there.
   *
   * @param room how many bytes the disk has left
   * @param nanos a clock that only goes forward
   * @throws IOException if the directory cannot be made or read
   */
  Shelf(Path dir, Bounds bounds, LongSupplier room, LongSupplier nanos) throws IOException {
    this.dir = dir;
    this.bounds = bounds;
    this.room = room;
    this.nanos = nanos;
    Path coming = Files.createDirectories(dir.resolve(COMING));
    try (DirectoryStream<Path> rests = Files.newDirectoryStream(coming)) {
      for (Path rest : rests) {
        Files.delete(rest);
      }
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(dir, "[0-9a-f][0-9a-f]")) {
      for (Path folder : files) {
        takeUp(folder);
      }
    }
  }

  private void takeUp(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String hash = Blob.check(file.getFileName().toString());
        sizes.put(hash, Files.size(file));
        used.put(hash, nanos.getAsLong());
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(folder + " holds what is no blob: " + e.getMessage(), e);
    }
  }

  /** Who is told of files that were set aside. */
  void onDamage(Consumer<String> told) {
    onDamage = told;
  }

  /** All that is here. */
  synchronized List<Blob> all() {
    return sizes.entrySet().stream().map(e -> new Blob(e.getKey(), e.getValue())).toList();
  }

  /** Whether a blob is here; asking is a use. */
  synchronized Optional<Blob> look(String hash) {
    Optional<Blob> blob = Optional.ofNullable(sizes.get(hash)).map(size -> new Blob(hash, size));
    blob.ifPresent(found -> used.put(hash, nanos.getAsLong()));
    return blob;
  }

  /**
   * Keeps bytes.
   *
   * @param content read to its end, not closed
   * @param expected what they should be called
   * @throws IllegalArgumentException if they are called otherwise
   * @throws NoRoom if there is no room for them
   * @throws IOException if they are more than a blob may have, or cannot be read or written
   */
  Blob put(InputStream content, Optional<String> expected) throws IOException {
    expected.ifPresent(Blob::check);
    Path coming = Files.createTempFile(dir.resolve(COMING), "", "");
    try {
      MessageDigest digest = Hashing.sha256();
      long size;
      try (FileChannel file = FileChannel.open(coming, StandardOpenOption.WRITE)) {
        size = copy(content, file, digest);
        file.force(true);
      }
      String hash = HexFormat.of().formatHex(digest.digest());
      if (expected.isPresent() && !expected.get().equals(hash)) {
        throw new IllegalArgumentException(
            "the bytes of blob " + expected.get() + " are called " + hash + "; send them again");
      }
      Blob blob = new Blob(hash, size);
      admit(blob, coming);
      return blob;
    } finally {
      Files.deleteIfExists(coming);
    }
  }

  private long copy(InputStream content, FileChannel file, MessageDigest digest)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    long checked = -1;
    for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
      size += count;
      if (size > bounds.most()) {
        throw new IOException("a blob may have " + bounds.most() + " bytes; these are more");
      }
      if (checked < 0 || size - checked >= STRIDE) {
        checkRoom();
        checked = size;
      }
      digest.update(buffer, 0, count);
      write(file, ByteBuffer.wrap(buffer, 0, count));
    }
    return size;
  }

  private void checkRoom() throws NoRoom {
    long left = room.getAsLong();
    if (left < bounds.reserve()) {
      throw new NoRoom(
          "the disk of " + dir + " has " + left + " bytes left, and keeps " + bounds.reserve());
    }
  }

  /** The reserve may be gone within one stride: what then fails is no defect either. */
  private void write(FileChannel file, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      try {
        file.write(bytes);
      } catch (IOException e) {
        checkRoom();
        throw e;
      }
    }
  }

  private void admit(Blob blob, Path coming) throws IOException {
    Path folder = Files.createDirectories(path(blob.hash()).getParent());
    synchronized (this) {
      Files.move(coming, path(blob.hash()), StandardCopyOption.ATOMIC_MOVE);
      sizes.put(blob.hash(), blob.size());
      used.put(blob.hash(), nanos.getAsLong());
    }
    sync(folder);
    sync(dir);
  }

  /** A name lasts when its directory is on the disk. */
  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Reads bytes. A file that is not what it is called any more is set aside, and the stream breaks
   * off before its end: nobody takes it for the blob.
   *
   * @param from the first byte that is wanted
   * @throws NoSuchFileException if they are not here
   * @throws IllegalArgumentException if there are fewer
   */
  InputStream open(String hash, long from) throws IOException {
    Blob blob =
        look(Blob.check(hash))
            .orElseThrow(() -> new NoSuchFileException("blob " + hash, null, "is not here"));
    if (from < 0 || from > blob.size()) {
      throw new IllegalArgumentException(
          "offset must be 0 to " + blob.size() + ", the size of the blob, not " + from);
    }
    CheckedContent content;
    try {
      content =
          new CheckedContent(
              Channels.newInputStream(FileChannel.open(path(hash), StandardOpenOption.READ)),
              blob,
              () -> setAside(hash));
    } catch (NoSuchFileException e) {
      setAside(hash);
      throw e;
    }
    try {
      content.skipTo(from);
      return content;
    } catch (IOException e) {
      content.close();
      throw e;
    }
  }

  private void setAside(String hash) {
    synchronized (this) {
      sizes.remove(hash);
      used.remove(hash);
      try {
        Path damaged = Files.createDirectories(dir.resolve(DAMAGED));
        Files.move(path(hash), damaged.resolve(hash), StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        LOG.warn("damaged blob not set aside hash={}", hash, e);
      }
    }
    LOG.error("blob damaged, set aside hash={} dir={}", hash, dir.resolve(DAMAGED));
    onDamage.accept(hash);
  }

  /** Removes a blob; readers that have it open go on. */
  synchronized void drop(String hash) throws IOException {
    sizes.remove(hash);
    used.remove(hash);
    Files.deleteIfExists(path(hash));
  }

  /**
   * Removes a blob that nobody used for a time.
   *
   * @return whether it was removed
   */
  synchronized boolean dropUnused(String hash, long unusedNanos) throws IOException {
    Long last = used.get(hash);
    if (last == null || nanos.getAsLong() - last < unusedNanos) {
      return false;
    }
    drop(hash);
    return true;
  }

  private Path path(String hash) {
    return dir.resolve(hash.substring(0, 2)).resolve(hash);
  }

  /** Writes a small file so that it is there in full or not at all. */
  static void replace(Path file, byte[] content) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try (FileChannel channel =
            FileChannel.open(
                next,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(channel)) {
      out.write(content);
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    sync(file.toAbsolutePath().getParent());
  }
}
