package cuesta.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Unpacks archives into directories. What is there already is overwritten: files and links are
 * replaced, directories are kept with what is in them. Links are made as they were packed, wherever
 * they lead, and none is followed, be it of this archive, of an earlier one or of somebody else: an
 * entry whose way leads through one is refused. Nobody else may change the directory meanwhile. Any
 * thread.
 */
public final class Unpacker {
  private final Limits limits;
  private final Optional<Owner> owner;

  /**
   * Whose the files become, by the numbers of the system.
   *
   * @param uid the user
   * @param gid the group
   */
  public record Owner(int uid, int gid) {}

  private Unpacker(Limits limits, Optional<Owner> owner) {
    this.limits = limits;
    this.owner = owner;
  }

  /**
   * Unpacks as the user of this process.
   *
   * @param limits what an archive may have
   */
  public Unpacker(Limits limits) {
    this(limits, Optional.empty());
  }

  /**
   * Unpacks for somebody; only root can.
   *
   * @param other whose the files become
   * @return a new one
   */
  public Unpacker ownedBy(Owner other) {
    return new Unpacker(limits, Optional.of(other));
  }

  /**
   * Unpacks an archive.
   *
   * @param packed the archive; closed when done
   * @param tree where to; made if it is not there
   * @param each told of each entry once it is there
   * @return what was unpacked
   * @throws Unfinished if the archive cannot be read, is {@link Unfit} or cannot be written; what
   *     was unpacked until then remains
   * @throws IOException if not even the directory can be made
   */
  public Counted unpack(InputStream packed, Tree tree, Consumer<Entry> each) throws IOException {
    Place place = new Place(tree, owner);
    Counted done = Counted.NOTHING;
    try (Look look = new Look(packed, limits)) {
      List<Entry> directories = new ArrayList<>();
      for (Optional<Entry> next = look.next(); next.isPresent(); next = look.next()) {
        Entry entry = next.get();
        switch (entry.kind()) {
          case FILE -> place.file(entry, look.content());
          case LINK -> place.link(entry);
          case DIRECTORY -> {
            place.directory(entry.name());
            directories.add(entry);
          }
        }
        done = done.with(entry);
        each.accept(entry);
      }
      // Last, since what is put into a directory changes its time, and its mode may forbid it; the
      // inner ones first.
      for (Entry entry : directories.reversed()) {
        place.finish(entry);
      }
      return done;
    } catch (IOException e) {
      throw new Unfinished(e, tree.path(), done);
    }
  }

  /**
   * Unpacks an archive.
   *
   * @param packed the archive; closed when done
   * @param directory where to; made if it is not there
   * @return what was unpacked
   * @throws IOException as {@link #unpack(InputStream, Tree, Consumer)}
   */
  public Counted unpack(InputStream packed, Path directory) throws IOException {
    return unpack(packed, Tree.at(directory), entry -> {});
  }

  /**
   * Writes one file as if an archive had held it.
   *
   * @param content its bytes; not closed
   * @param name where to, below the tree
   * @param executable whether it may be run
   * @param tree made if it is not there
   * @throws Unfit if the name is none, or leads through a link or to a directory that is there
   * @throws IOException if it cannot be written
   */
  public void file(InputStream content, String name, boolean executable, Tree tree)
      throws IOException {
    String plain = Names.plain(name);
    if (plain.isEmpty()) {
      throw new Unfit("a file needs a name of its own, not that of the directory");
    }
    int mode = executable ? 0755 : 0644;
    Entry entry = new Entry(plain, Entry.Kind.FILE, 0, mode, Packer.LONG_AGO, "");
    new Place(tree, owner).file(entry, content);
  }
}
