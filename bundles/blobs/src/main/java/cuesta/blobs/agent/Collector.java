package cuesta.blobs.agent;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.blob.Blob;
import cuesta.api.framework.Collected;
import cuesta.api.framework.Selection;
import cuesta.archive.Counted;
import cuesta.archive.Globs;
import cuesta.archive.Limits;
import cuesta.archive.Packer;
import cuesta.archive.Tree;
import cuesta.archive.Unfit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedSet;

/** Takes files out of sandboxes to the masters. Any thread. */
final class Collector {
  private static final int BUFFER = 64 << 10;

  private final Masters masters;
  private final Path dir;

  /**
   * A collector.
   *
   * @param dir where files are packed; emptied of what a former process left
   * @throws IOException if the directory cannot be made or emptied
   */
  Collector(Path dir, Masters masters) throws IOException {
    this.masters = masters;
    this.dir = Files.createDirectories(dir);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(dir)) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
  }

  Collected collect(Path sandbox, Selection selection, URI leader) throws IOException {
    try {
      return found(sandbox, selection, leader);
    } catch (Unfit | Masters.Declined e) {
      throw refused(e.getMessage());
    } catch (AccessDeniedException e) {
      // The task is over, or does not mean to hand it on: its mode stays what it is.
      String file = e.getFile().replace(sandbox + "/", "");
      throw refused("'" + file + "' cannot be read by the agent's user");
    }
  }

  private static Refused refused(String why) {
    return new Refused(Reason.of(Reasons.COLLECT_REFUSED, "", why));
  }

  private Collected found(Path sandbox, Selection selection, URI leader) throws IOException {
    Tree tree = new Tree(sandbox, selection.below());
    SortedSet<String> names = find(tree, selection);
    if (names.isEmpty()) {
      return Collected.NOTHING;
    }
    Path file = Files.createTempFile(dir, "", "");
    try {
      MessageDigest digest = Cache.sha256();
      Counted counted;
      try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
        counted =
            selection.packed()
                ? new Packer(Packer.Keep.ATTRIBUTES, limits(selection)).pack(tree, names, out)
                : copy(tree, single(names), selection.mostBytes(), out);
      }
      Blob blob = new Blob(HexFormat.of().formatHex(digest.digest()), Files.size(file));
      masters.put(leader, blob.hash(), file);
      return new Collected(Optional.of(blob), counted.files(), counted.bytes());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static SortedSet<String> find(Tree tree, Selection selection) throws IOException {
    try {
      return new Globs(selection.include(), selection.exclude()).find(tree, Limits.DEFAULT);
    } catch (IllegalArgumentException e) {
      throw refused(e.getMessage()); // a pattern that is none
    }
  }

  private static Limits limits(Selection selection) {
    return Limits.DEFAULT.withBytes(Math.min(Limits.DEFAULT.bytes(), selection.mostBytes()));
  }

  private static String single(SortedSet<String> names) {
    if (names.size() > 1) {
      throw refused(
          "several files are meant, '%s' and '%s' among them; have them packed, or name one"
              .formatted(names.first(), names.last()));
    }
    return names.first();
  }

  private static Counted copy(Tree tree, String name, long most, OutputStream out)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    try (InputStream in = tree.open(name)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        bytes += count;
        if (bytes > most) {
          throw refused("'" + name + "' has more than " + most + " bytes");
        }
        out.write(buffer, 0, count);
      }
    }
    return new Counted(1, 1, bytes);
  }
}
