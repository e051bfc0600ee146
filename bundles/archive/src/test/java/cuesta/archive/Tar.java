package cuesta.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Makes archives that our packer would not make. */
final class Tar {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar;

  Tar() {
    try {
      tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes), "UTF-8");
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Tar file(String name, String content) {
    return put(name, TarConstants.LF_NORMAL, content, "");
  }

  Tar directory(String name) {
    return put(name + "/", TarConstants.LF_DIR, "", "");
  }

  Tar link(String name, String target) {
    return put(name, TarConstants.LF_SYMLINK, "", target);
  }

  Tar put(String name, byte flag, String content, String target) {
    byte[] all = content.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(name, flag, true);
    entry.setLinkName(target);
    entry.setSize(all.length);
    try {
      tar.putArchiveEntry(entry);
      tar.write(all);
      tar.closeArchiveEntry();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return this;
  }

  Tar zeros(String name, long size) {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL, true);
    entry.setSize(size);
    byte[] some = new byte[1 << 16];
    try {
      tar.putArchiveEntry(entry);
      for (long left = size; left > 0; left -= some.length) {
        tar.write(some, 0, (int) Math.min(left, some.length));
      }
      tar.closeArchiveEntry();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return this;
  }

  byte[] bytes() {
    try {
      tar.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  InputStream open() {
    return new ByteArrayInputStream(bytes());
  }
}
