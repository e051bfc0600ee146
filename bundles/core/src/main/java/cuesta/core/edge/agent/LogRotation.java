package cuesta.core.edge.agent;

import cuesta.core.agent.ContainerEntry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps stdout and stderr of running commands from filling the disk: a file that has grown too
 * large is copied to {@code stdout.1} and cut. The command holds it open for appending and notices
 * nothing; what it writes between the last read and the cut is lost.
 */
final class LogRotation {
  /** With the older part beside it a stream takes twice this at most, give or take one look. */
  static final long MAX_BYTES = 64L * 1024 * 1024;

  private static final List<String> STREAMS = List.of("stdout", "stderr");
  private static final Logger LOG = LoggerFactory.getLogger(LogRotation.class);

  private final Path workDir;
  private final long limit;

  LogRotation(Path workDir, long limit) {
    this.workDir = workDir;
    this.limit = limit;
  }

  /** Looks at the files of some containers. */
  void rotate(Iterable<ContainerEntry> running) {
    for (ContainerEntry container : running) {
      Path sandbox = workDir.resolve(container.sandbox());
      for (String name : STREAMS) {
        rotate(sandbox, name);
      }
    }
  }

  private void rotate(Path sandbox, String name) {
    try {
      if (Files.size(sandbox.resolve(name)) > limit) {
        Inside.at(
            sandbox,
            Path.of(name),
            (directory, file) -> {
              cut(directory, file);
              return null;
            });
      }
    } catch (NoSuchFileException e) {
      // not written yet, or swept away
    } catch (IOException e) {
      LOG.warn("file={}/{} could not be rotated: {}", sandbox, name, e.toString());
    }
  }

  /**
   * The sandbox is its user's: a link or a pipe that lies there instead of the file is left alone.
   */
  private void cut(SecureDirectoryStream<Path> directory, Path file) throws IOException {
    BasicFileAttributes attributes = Inside.attributes(directory, file);
    if (!attributes.isRegularFile() || attributes.size() <= limit) {
      return;
    }
    Path next = Path.of("." + file + ".next");
    try (SeekableByteChannel from =
            Inside.open(directory, file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        SeekableByteChannel to =
            Inside.open(
                directory,
                fresh(directory, next),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE)) {
      copy(from, to);
      from.truncate(0);
    }
    directory.move(next, directory, Path.of(file + ".1"));
  }

  private static Path fresh(SecureDirectoryStream<Path> directory, Path name) throws IOException {
    try {
      directory.deleteFile(name);
    } catch (NoSuchFileException e) {
      // as it should be
    }
    return name;
  }

  private static void copy(SeekableByteChannel from, WritableByteChannel to) throws IOException {
    if (from instanceof FileChannel file) {
      for (long at = 0; at < file.size(); ) { // asked anew each time: it still grows
        at += file.transferTo(at, file.size() - at, to);
      }
      return;
    }
    throw new IOException("the file system cannot copy");
  }
}
