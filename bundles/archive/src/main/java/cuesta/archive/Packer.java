package cuesta.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Packs files of a tree into an archive. Links are packed as links wherever they lead, never
 * followed. Any thread.
 */
public final class Packer {
  /**
   * When a tree was changed whose times are not kept: early, so that whatever is made from it is
   * newer, as make wants it; yet zip, which begins in 1980, can still say it.
   */
  static final Instant LONG_AGO = Instant.parse("2000-01-01T00:00:00Z");

  /**
   * A directory, then all that is in it: tar sets the time of a directory when it leaves it, and
   * would change it again if it came back.
   */
  private static final Comparator<String> TREE_ORDER =
      Comparator.comparing(name -> name.replace('/', '\0'));

  /** What of a tree is kept besides names, content, links and whether a file may be run. */
  public enum Keep {
    /** Nothing: trees that git takes for the same give the same bytes. */
    CONTENT,
    /** Permission bits and times in seconds. */
    ATTRIBUTES
  }

  private final Keep keep;
  private final Limits limits;

  /**
   * A packer.
   *
   * @param keep what of a tree matters
   * @param limits what an archive may have
   */
  public Packer(Keep keep, Limits limits) {
    this.keep = keep;
    this.limits = limits;
  }

  /**
   * Packs.
   *
   * @param tree the tree
   * @param names files, links and directories below it; directories without what is in them
   * @param out where to; not closed
   * @return what was packed
   * @throws Unfit if a name is none, leads through a link or to something that is neither file,
   *     directory nor link, or a limit is passed
   * @throws java.nio.file.NoSuchFileException if something is not there
   * @throws IOException if it cannot be read or written, or changed while it was packed
   */
  public Counted pack(Tree tree, Collection<String> names, OutputStream out) throws IOException {
    SortedSet<String> sorted = new TreeSet<>(TREE_ORDER);
    for (String name : names) {
      sorted.add(Names.plain(name));
    }
    sorted.remove("");
    Seen seen = new Seen(limits);
    Counted done = Counted.NOTHING;
    TarWriter writer = new TarWriter(out);
    try (Descent descent = new Descent(tree)) {
      for (String name : sorted) {
        SecureDirectoryStream<Path> directory = descent.to(name);
        Path last = Path.of(name).getFileName();
        Entry entry = entry(tree, name, Tree.attributes(directory, last));
        seen.add(entry);
        writer.begin(entry);
        if (entry.kind() == Entry.Kind.FILE) {
          copy(directory, last, entry, writer);
        }
        writer.end();
        done = done.with(entry);
      }
    }
    writer.finish();
    return done;
  }

  private Entry entry(Tree tree, String name, PosixFileAttributes found) throws IOException {
    Entry.Kind kind = kind(name, found);
    String target = "";
    if (kind == Entry.Kind.LINK) {
      // By its path, since a directory stream cannot read links: should a directory on the way
      // have been exchanged, this tells where a link leads, and no more.
      target = Files.readSymbolicLink(tree.path().resolve(name)).toString();
      Names.link(name, target);
    }
    long size = kind == Entry.Kind.FILE ? found.size() : 0;
    Instant modified =
        // Java cannot give a link a time.
        keep == Keep.CONTENT || kind == Entry.Kind.LINK
            ? LONG_AGO
            : Instant.ofEpochSecond(found.lastModifiedTime().toInstant().getEpochSecond());
    return new Entry(name, kind, size, mode(kind, found.permissions()), modified, target);
  }

  private static Entry.Kind kind(String name, PosixFileAttributes found) throws Unfit {
    if (found.isRegularFile()) {
      return Entry.Kind.FILE;
    }
    if (found.isDirectory()) {
      return Entry.Kind.DIRECTORY;
    }
    if (found.isSymbolicLink()) {
      return Entry.Kind.LINK;
    }
    throw new Unfit("'" + Names.shown(name) + "' is neither file, directory nor link");
  }

  private int mode(Entry.Kind kind, Set<PosixFilePermission> permissions) {
    if (kind == Entry.Kind.LINK) {
      return 0777;
    }
    if (keep == Keep.CONTENT) {
      boolean run = permissions.contains(PosixFilePermission.OWNER_EXECUTE);
      return kind == Entry.Kind.DIRECTORY || run ? 0755 : 0644;
    }
    return permissions.stream().mapToInt(Place::bit).sum();
  }

  private static void copy(
      SecureDirectoryStream<Path> directory, Path name, Entry entry, TarWriter tar)
      throws IOException {
    try (InputStream in = Tree.open(directory, name)) {
      // No more than was announced: it may still grow, as a log does.
      if (tar.copy(in, entry.size()) < entry.size()) {
        throw new IOException("'" + entry.name() + "' became shorter while it was packed");
      }
    }
  }
}
