package cuesta.archive;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes entries so that nothing of the machine, the user or the moment gets into the bytes. */
final class TarWriter {
  /** A ustar header has room for so many bytes of a name or a link. */
  private static final int SHORT = TarConstants.NAMELEN;

  private static final int BUFFER = 1 << 16;

  private final GZIPOutputStream gzip;
  private final TarArchiveOutputStream tar;
  private final byte[] buffer = new byte[BUFFER];

  TarWriter(OutputStream out) throws IOException {
    this.gzip = new Gzip(out);
    this.tar = new TarArchiveOutputStream(gzip, StandardCharsets.UTF_8.name());
    // Names that are too long get their headers here: the library's would hold its user's name.
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_ERROR);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
  }

  /** Much of what is packed is packed already; the fastest level costs the rest a tenth of size. */
  private static final class Gzip extends GZIPOutputStream {
    Gzip(OutputStream out) throws IOException {
      super(unclosed(out), BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }

    private static OutputStream unclosed(OutputStream out) {
      return new FilterOutputStream(out) {
        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
          out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
          out.flush();
        }
      };
    }
  }

  void begin(Entry entry) throws IOException {
    boolean inner = entry.kind() == Entry.Kind.DIRECTORY;
    String name = inner ? entry.name() + "/" : entry.name();
    String records = record("path", name) + record("linkpath", entry.target());
    if (!records.isEmpty()) {
      byte[] bytes = records.getBytes(StandardCharsets.UTF_8);
      put("PaxHeader", TarConstants.LF_PAX_EXTENDED_HEADER_LC, entry, bytes.length, "");
      tar.write(bytes);
      tar.closeArchiveEntry();
    }
    byte flag =
        switch (entry.kind()) {
          case FILE -> TarConstants.LF_NORMAL;
          case DIRECTORY -> TarConstants.LF_DIR;
          case LINK -> TarConstants.LF_SYMLINK;
        };
    put(cut(name), flag, entry, entry.size(), cut(entry.target()));
  }

  private void put(String name, byte flag, Entry entry, long size, String target)
      throws IOException {
    TarArchiveEntry header = new TarArchiveEntry(name, flag, true);
    header.setMode(entry.mode());
    header.setModTime(FileTime.from(entry.modified()));
    header.setUserId(0);
    header.setGroupId(0);
    header.setUserName("");
    header.setGroupName("");
    header.setLinkName(target);
    header.setSize(size);
    tar.putArchiveEntry(header);
  }

  /** A record of a pax header, {@code "LENGTH key=value\n"}, where the length counts itself. */
  private static String record(String key, String value) {
    if (bytes(value) < SHORT) {
      return "";
    }
    String rest = " " + key + "=" + value + "\n";
    int length = bytes(rest);
    int digits = Integer.toString(length).length();
    if (Integer.toString(length + digits).length() > digits) {
      digits++;
    }
    return (length + digits) + rest;
  }

  /** For readers that know no pax headers. What ends in a slash would be taken for a directory. */
  private static String cut(String value) {
    return bytes(value) < SHORT ? value : value.substring(0, SHORT / 4).replaceAll("/+$", "");
  }

  private static int bytes(String value) {
    return value.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Copies up to so many bytes; returns how many there were. */
  long copy(InputStream in, long size) throws IOException {
    long copied = 0;
    while (copied < size) {
      int got = in.read(buffer, 0, (int) Math.min(buffer.length, size - copied));
      if (got < 0) {
        break;
      }
      tar.write(buffer, 0, got);
      copied += got;
    }
    return copied;
  }

  void end() throws IOException {
    tar.closeArchiveEntry();
  }

  void finish() throws IOException {
    tar.close();
  }
}
