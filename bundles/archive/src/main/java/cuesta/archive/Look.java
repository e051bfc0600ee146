package cuesta.archive;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Reads an archive entry by entry, without unpacking it. Whatever it comes from, the names are
 * plain and stay inside, none leads through another one that is a link, no entry contradicts
 * another, and limits hold: else it ends with {@link Unfit}. Where links lead is not looked at. One
 * thread.
 */
public final class Look implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final Metered metered;
  private final TarArchiveInputStream tar;
  private final Seen seen;
  private long size;

  /**
   * Begins to read.
   *
   * @param packed the archive; closed with this
   * @param limits what it may have
   * @throws IOException if it cannot be read or is no such archive
   */
  public Look(InputStream packed, Limits limits) throws IOException {
    AtomicLong count = new AtomicLong();
    this.metered = new Metered(gunzip(counted(packed, count)), count::get, limits);
    this.tar = new TarArchiveInputStream(metered, StandardCharsets.UTF_8.name());
    this.seen = new Seen(limits);
  }

  private static InputStream gunzip(InputStream packed) throws IOException {
    try {
      return new GZIPInputStream(packed, BUFFER);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private static InputStream counted(InputStream packed, AtomicLong count) {
    return new FilterInputStream(packed) {
      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        int got = super.read(into, from, length);
        count.addAndGet(Math.max(0, got));
        return got;
      }
    };
  }

  /**
   * Goes on to the next entry.
   *
   * @return the entry; empty at the end
   * @throws IOException if it cannot be read or is unfit
   */
  public Optional<Entry> next() throws IOException {
    while (true) {
      TarArchiveEntry raw = raw();
      if (raw == null) {
        drain();
        return Optional.empty();
      }
      String name = Names.plain(raw.getName());
      Entry entry = entry(name, raw);
      size = entry.size();
      metered.expectContent(size);
      if (!name.isEmpty()) {
        seen.add(entry);
        return Optional.of(entry);
      }
      if (entry.kind() != Entry.Kind.DIRECTORY) {
        throw new Unfit("an entry that is no directory has no name");
      }
    }
  }

  /** The library has its own ideas of what a damaged header throws. */
  private TarArchiveEntry raw() throws IOException {
    metered.expectHeaders(size);
    try {
      return tar.getNextEntry();
    } catch (Unfit e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw damaged(e);
    }
  }

  /** To the end: only there gzip says whether all was well. */
  private void drain() throws IOException {
    metered.expectHeaders(0);
    byte[] rest = new byte[BUFFER];
    try {
      while (metered.read(rest, 0, rest.length) >= 0) {
        // padding
      }
    } catch (Unfit e) {
      throw e;
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private static Unfit damaged(Exception e) {
    return new Unfit("it cannot be read as tar, packed with gzip: " + e.getMessage(), e);
  }

  private static Entry entry(String name, TarArchiveEntry raw) throws Unfit {
    Entry.Kind kind = kind(name, raw);
    String target = kind == Entry.Kind.LINK ? raw.getLinkName() : "";
    if (kind == Entry.Kind.LINK) {
      Names.link(name, target);
    }
    long bytes = kind == Entry.Kind.FILE ? raw.getSize() : 0;
    Instant modified =
        Instant.ofEpochSecond(raw.getLastModifiedTime().toInstant().getEpochSecond());
    return new Entry(name, kind, bytes, raw.getMode() & 0777, modified, target);
  }

  private static Entry.Kind kind(String name, TarArchiveEntry raw) throws Unfit {
    if (raw.isSparse()) {
      throw new Unfit("'" + Names.shown(name) + "' has holes; pack it without them");
    }
    if (raw.isDirectory()) {
      return Entry.Kind.DIRECTORY;
    }
    return switch (raw.getLinkFlag()) {
      case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG ->
          Entry.Kind.FILE;
      case TarConstants.LF_SYMLINK -> Entry.Kind.LINK;
      case TarConstants.LF_LINK ->
          throw new Unfit(
              "'" + Names.shown(name) + "' is a hard link; pack it as a file of its own");
      default -> throw new Unfit("'" + Names.shown(name) + "' is neither file, directory nor link");
    };
  }

  /**
   * The content of the current entry.
   *
   * @return its bytes, good until {@link #next}; closing it does nothing
   */
  public InputStream content() {
    return new FilterInputStream(tar) {
      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        try {
          return super.read(into, from, length);
        } catch (Unfit e) {
          throw e;
        } catch (IOException e) {
          throw damaged(e);
        }
      }

      @Override
      public void close() {
        // the archive is closed by who opened it
      }
    };
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
