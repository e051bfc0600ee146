package cuesta.cli.tree;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A directory for what is needed while a tree is sent. It goes when it is closed, and when this
 * program is ended meanwhile, as by Ctrl-C: an archive may have gigabytes.
 */
final class Scratch implements Closeable {
  /** Whoever writes into it may be faster than we are, but not for long: it is being ended. */
  private static final int ATTEMPTS = 10;

  private final Path directory;
  private final Thread atEnd = new Thread(this::abandon, "scratch");

  Scratch() throws IOException {
    directory = Files.createTempDirectory("cuesta-");
    try {
      Runtime.getRuntime().addShutdownHook(atEnd);
    } catch (IllegalStateException e) {
      delete();
      throw new IOException("this program is being ended", e);
    }
  }

  Path directory() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(atEnd);
    } catch (IllegalStateException e) {
      return; // the hook is at it
    }
    delete();
  }

  /** Git may be writing into it; a signal to this program alone does not reach it. */
  private void abandon() {
    ProcessHandle.current()
        .children()
        .forEach(
            child -> {
              child.destroyForcibly();
              child.onExit().join();
            });
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        delete();
        return;
      } catch (IOException e) {
        // somebody was faster
      }
    }
  }

  private void delete() throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path inner, IOException e) throws IOException {
            Files.deleteIfExists(inner);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
