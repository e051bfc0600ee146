package cuesta.blobs.agent;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;

/**
 * A directory that nobody but us can enter, where a tree is made before it is moved to a sandbox
 * whose owner may be at work in there, and laying links. Removed when closed.
 */
final class Workshop implements Closeable {
  private final Path all;
  private final Path made;
  private final Path replaced;

  Workshop(Path dir) throws IOException {
    all = Files.createTempDirectory(dir, "task-"); // closed to others, as all such directories
    made = Files.createDirectory(all.resolve("made"));
    replaced = Files.createDirectory(all.resolve("replaced"));
  }

  /** Where the tree is made. */
  Path made() {
    return made;
  }

  /** Moves what was made; what is there already of the same names is replaced. */
  void moveTo(Path sandbox) throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(made)) {
      for (Path child : children) {
        Path target = sandbox.resolve(child.getFileName().toString());
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
          move(target, replaced.resolve(child.getFileName().toString()));
        }
        move(child, target);
      }
    }
  }

  private void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new FileSystemException(
          from.toString(),
          to.toString(),
          "they are on different file systems; 'dir' of cuesta.blobs.agent must be on that of the"
              + " sandboxes");
    }
  }

  /** What was replaced may have an owner who still moves things about in it. */
  @Override
  public void close() throws IOException {
    remove(all);
  }

  static void remove(Path directory) throws IOException {
    try (DirectoryStream<Path> parent = Files.newDirectoryStream(directory.getParent())) {
      if (!(parent instanceof SecureDirectoryStream<Path> secure)) {
        throw new IOException("the file system of " + directory + " cannot be walked safely");
      }
      remove(secure, directory.getFileName());
    }
  }

  private static void remove(SecureDirectoryStream<Path> parent, Path name) throws IOException {
    try (SecureDirectoryStream<Path> directory =
        parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
      for (Path entry : directory) {
        Path child = entry.getFileName();
        boolean inner =
            directory
                .getFileAttributeView(
                    child, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .isDirectory();
        if (inner) {
          remove(directory, child);
        } else {
          directory.deleteFile(child);
        }
      }
    }
    parent.deleteDirectory(name);
  }
}
