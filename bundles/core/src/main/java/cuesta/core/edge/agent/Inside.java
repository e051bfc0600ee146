package cuesta.core.edge.agent;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Walks below a directory whose contents belong to somebody else, step by step from one open
 * directory to the next and through no link: whatever its owner moves about meanwhile, nothing
 * outside is touched.
 */
final class Inside {
  /** What is done with an open directory. */
  interface Work<T> {
    T in(SecureDirectoryStream<Path> directory, Path name) throws IOException;
  }

  private Inside() {}

  /** Opens the directory that holds the last name of a path below a root. */
  static <T> T at(Path root, Path relative, Work<T> work) throws IOException {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(root)) {
      return descend(secure(stream, root), relative, 0, work);
    }
  }

  private static <T> T descend(
      SecureDirectoryStream<Path> directory, Path relative, int index, Work<T> work)
      throws IOException {
    Path name = relative.getName(index);
    if (index == relative.getNameCount() - 1) {
      return work.in(directory, name);
    }
    try (SecureDirectoryStream<Path> next =
        directory.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
      return descend(next, relative, index + 1, work);
    }
  }

  private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream, Path root)
      throws IOException {
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return secure;
    }
    throw new IOException("the file system of " + root + " cannot be walked safely");
  }

  static BasicFileAttributes attributes(SecureDirectoryStream<Path> directory, Path name)
      throws IOException {
    return directory
        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  static SeekableByteChannel open(
      SecureDirectoryStream<Path> directory, Path name, OpenOption... how) throws IOException {
    List<OpenOption> options = new ArrayList<>(List.of(how));
    options.add(LinkOption.NOFOLLOW_LINKS);
    return directory.newByteChannel(name, Set.copyOf(options));
  }

  /** Removes a directory with all that is in it; links are removed, not followed. */
  static void delete(Path directory) throws IOException {
    at(
        directory.getParent(),
        directory.getFileName(),
        (parent, name) -> {
          empty(parent, name);
          parent.deleteDirectory(name);
          return null;
        });
  }

  private static void empty(SecureDirectoryStream<Path> parent, Path name) throws IOException {
    try (SecureDirectoryStream<Path> directory =
        parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
      for (Path entry : directory) {
        Path child = entry.getFileName();
        if (attributes(directory, child).isDirectory()) {
          empty(directory, child);
          directory.deleteDirectory(child);
        } else {
          directory.deleteFile(child);
        }
      }
    }
  }
}
