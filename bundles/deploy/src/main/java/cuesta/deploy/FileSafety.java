package cuesta.deploy;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;

/**
 * Whether somebody else could have put the file there: what lies in the plugins folder runs with
 * all our rights.
 */
final class FileSafety {
  private final UserPrincipal self;

  private FileSafety(UserPrincipal self) {
    this.self = self;
  }

  /** Learns who we are from a file that we make: the user's name in the environment may lie. */
  static FileSafety asOwnerOfFilesIn(Path ownFolder) throws IOException {
    Path probe = Files.createTempFile(ownFolder, ".owner", "");
    try {
      return new FileSafety(Files.getOwner(probe));
    } finally {
      Files.delete(probe);
    }
  }

  /** Why not to trust a file or the folder that it lies in. */
  Optional<Reason> refusal(Path file) {
    try {
      Optional<Reason> folder = check(file.toAbsolutePath().getParent(), "folder");
      return folder.isPresent() ? folder : check(file, "file");
    } catch (IOException e) {
      return Optional.of(
          Reason.of(Reasons.FILE_UNREADABLE, file.toString(), e.toString(), "see its permissions"));
    }
  }

  private Optional<Reason> check(Path path, String what) throws IOException {
    if (Files.isSymbolicLink(path) && what.equals("file")) {
      return unsafe(path, "is a link", "copy the file itself");
    }
    PosixFileAttributeView view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      return Optional.empty(); // a file system without owners has nothing to tell
    }
    if (what.equals("folder")) {
      view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    }
    PosixFileAttributes a = view.readAttributes();
    String owner = a.owner().getName();
    if (!a.owner().equals(self) && !owner.equals("root")) {
      return unsafe(
          path,
          "the " + what + " belongs to " + owner,
          "chown it to " + self.getName() + " or root");
    }
    Set<PosixFilePermission> p = a.permissions();
    if (p.contains(PosixFilePermission.GROUP_WRITE)
        || p.contains(PosixFilePermission.OTHERS_WRITE)) {
      return unsafe(path, "the " + what + " may be written by others", "chmod go-w " + path);
    }
    return Optional.empty();
  }

  private static Optional<Reason> unsafe(Path path, String what, String hint) {
    return Optional.of(Reason.of(Reasons.FILE_UNSAFE, path.toString(), what, hint));
  }
}
