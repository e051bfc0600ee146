package cuesta.blobs.agent;

import cuesta.api.framework.Fetch;
import cuesta.archive.Limits;
import cuesta.archive.Tree;
import cuesta.archive.Unpacker;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** Brings blobs into sandboxes. Any thread. */
final class Fetcher {
  private final Cache cache;
  private final Path workshops;

  /**
   * A fetcher.
   *
   * @param dir on the file system of the sandboxes; emptied of what a former process left
   * @throws IOException if the directory cannot be made or emptied
   */
  Fetcher(Path dir, Cache cache) throws IOException {
    this.cache = cache;
    this.workshops = Files.createDirectories(dir);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(dir)) {
      for (Path workshop : left) {
        Workshop.remove(workshop);
      }
    }
  }

  /** All or nothing, but for a stop while the last step is done. */
  void fetch(Path sandbox, List<Fetch> what, URI leader) throws IOException {
    try (Workshop workshop = new Workshop(workshops)) {
      Unpacker unpacker = unpacker(sandbox);
      for (Fetch one : what) {
        try (InputStream content = cache.open(one.hash(), leader)) {
          if (one.extract()) {
            unpacker.unpack(content, new Tree(workshop.made(), one.path()), entry -> {});
          } else {
            unpacker.file(content, one.path(), one.executable(), Tree.at(workshop.made()));
          }
        }
      }
      workshop.moveTo(sandbox);
    }
  }

  /** Files belong to whom the sandbox belongs to. */
  private Unpacker unpacker(Path sandbox) throws IOException {
    Unpacker unpacker = new Unpacker(Limits.DEFAULT);
    int uid = number(sandbox, "unix:uid");
    return uid == number(workshops, "unix:uid")
        ? unpacker
        : unpacker.ownedBy(new Unpacker.Owner(uid, number(sandbox, "unix:gid")));
  }

  private static int number(Path path, String attribute) throws IOException {
    return (Integer) Files.getAttribute(path, attribute, LinkOption.NOFOLLOW_LINKS);
  }
}
