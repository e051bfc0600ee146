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

/** A tree that is written into, never through a link. */
final class Place {
  /** What directories have that no entry describes. */
  private static final int PLAIN = 0755;

  /** Whoever unpacks must be able to remove it again. */
  private static final int OWNED = 0700;

  private final Path root;
  private final String below;
  private final Optional<Unpacker.Owner> owner;
  private final Set<String> made = new HashSet<>();

  Place(Tree tree, Optional<Unpacker.Owner> owner) throws IOException {
    this.root = tree.root();
    this.below = Names.plain(tree.below());
    this.owner = owner;
    Files.createDirectories(root);
    if (!below.isEmpty()) {
      directory("");
    }
  }

  /** A name relative to the root. */
  private String whole(String name) {
    return below.isEmpty() || name.isEmpty() ? below + name : below + "/" + name;
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
    String whole = whole(name);
    above(whole);
    make(whole, whole);
  }

  void finish(Entry entry) throws IOException {
    finish(entry, root.resolve(whole(entry.name())), entry.mode() | OWNED);
  }

  private void above(String whole) throws IOException {
    for (String above : Names.above(whole)) {
      make(above, whole);
    }
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
    String whole = whole(entry.name());
    above(whole);
    Path path = root.resolve(whole);
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new Unfit("'" + Names.shown(whole) + "' is a directory already; remove it first");
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
