package cuesta.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A directory that is written into, never through a link. */
final class Place {
  /** What directories have that no entry describes. */
  private static final int PLAIN = 0755;

  /** Whoever unpacks must be able to remove it again. */
  private static final int OWNED = 0700;

  private final Path root;
  private final Optional<Unpacker.Owner> owner;
  private final Set<String> made = new HashSet<>();

  Place(Path root, Optional<Unpacker.Owner> owner) throws IOException {
    this.root = root;
    this.owner = owner;
    Files.createDirectories(root);
  }

  void file(Entry entry, InputStream content) throws IOException {
    Path path = cleared(entry);
    try (OutputStream out =
        Channels.newOutputStream(
            Files.newByteChannel(
                path,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS))) {
      content.transferTo(out);
    }
    own(path);
    finish(entry, path, entry.mode());
  }

  void link(Entry entry) throws IOException {
    Path path = cleared(entry);
    Files.createSymbolicLink(path, path.getFileSystem().getPath(entry.target()));
    own(path);
  }

  void directory(String name) throws IOException {
    for (String above : Names.above(name)) {
      make(above, name);
    }
    make(name, name);
  }

  void finish(Entry entry) throws IOException {
    finish(entry, root.resolve(entry.name()), entry.mode() | OWNED);
  }

  private void make(String name, String wanted) throws IOException {
    if (!made.add(name)) {
      return;
    }
    Path path = root.resolve(name);
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (Files.isSymbolicLink(path)) {
      throw new Unfit(
          "'"
              + Names.shown(wanted)
              + "' leads through '"
              + Names.shown(name)
              + "', which is a link already; remove it or unpack elsewhere");
    }
    Files.deleteIfExists(path);
    Files.createDirectory(path);
    own(path);
    Files.setPosixFilePermissions(path, permissions(PLAIN));
  }

  /** Where an entry comes to lie, with its directories and without what was there before. */
  private Path cleared(Entry entry) throws IOException {
    for (String above : Names.above(entry.name())) {
      make(above, entry.name());
    }
    Path path = root.resolve(entry.name());
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new Unfit(
          "'" + Names.shown(entry.name()) + "' is a directory already; remove it first");
    }
    Files.deleteIfExists(path);
    return path;
  }

  private void finish(Entry entry, Path path, int mode) throws IOException {
    Files.setPosixFilePermissions(path, permissions(mode));
    Files.setLastModifiedTime(path, FileTime.from(entry.modified()));
  }

  private void own(Path path) throws IOException {
    if (owner.isPresent()) {
      Files.setAttribute(path, "unix:uid", owner.get().uid(), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", owner.get().gid(), LinkOption.NOFOLLOW_LINKS);
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    EnumSet<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    for (PosixFilePermission permission : PosixFilePermission.values()) {
      if ((mode & bit(permission)) != 0) {
        set.add(permission);
      }
    }
    return set;
  }

  /** The constants are in the order of the bits, from 0400 down to 0001. */
  static int bit(PosixFilePermission permission) {
    return 0400 >> permission.ordinal();
  }
}
