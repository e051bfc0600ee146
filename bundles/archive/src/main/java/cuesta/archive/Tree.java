package cuesta.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Set;

/**
 * A directory that is read or written, whoever it belongs to: no link below the root is ever
 * followed.
 *
 * @param root a directory that others cannot replace
 * @param below where the tree is below it; empty for the root itself
 */
public record Tree(Path root, String below) {
  /**
   * A whole directory.
   *
   * @param root where it is
   * @return the tree
   */
  public static Tree at(Path root) {
    return new Tree(root, "");
  }

  /**
   * Opens a file.
   *
   * @param name below the tree
   * @return its bytes; the caller closes
   * @throws Unfit if it leads through a link, or is no file
   * @throws java.nio.file.NoSuchFileException if it is not there
   * @throws IOException if it cannot be read
   */
  public InputStream open(String name) throws IOException {
    String plain = Names.plain(name);
    Descent descent = new Descent(this);
    try {
      SecureDirectoryStream<Path> directory = descent.to(plain);
      Path last = Path.of(plain).getFileName();
      if (!attributes(directory, last).isRegularFile()) {
        throw new Unfit("'" + Names.shown(plain) + "' is no file");
      }
      return new FilterInputStream(open(directory, last)) {
        @Override
        public void close() throws IOException {
          try (descent) {
            super.close();
          }
        }
      };
    } catch (IOException | RuntimeException e) {
      descent.close();
      throw e;
    }
  }

  /** For what only paths can do; may be another place by now, if the tree's owner is no friend. */
  Path path() {
    return root.resolve(below);
  }

  static InputStream open(SecureDirectoryStream<Path> directory, Path name) throws IOException {
    return Channels.newInputStream(
        directory.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
  }

  static PosixFileAttributes attributes(SecureDirectoryStream<Path> directory, Path name)
      throws IOException {
    return directory
        .getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }
}
