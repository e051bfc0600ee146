package cuesta.archive;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Patterns that say which files of a tree are meant, as in GitLab's {@code artifacts:paths}: {@code
 * *} and {@code ?} stop at slashes, {@code **} does not, {@code [a-z]} and {@code {a,b}} are as in
 * a shell, {@code \} takes the next character as it is. A directory that is included means all that
 * is in it; one that is excluded means itself only. Immutable.
 */
public final class Globs {
  private final List<Glob> include;
  private final List<Glob> exclude;

  /**
   * Reads patterns, relative to the tree.
   *
   * @param include what is meant
   * @param exclude what is not meant all the same
   * @throws IllegalArgumentException if a pattern is none, naming it
   */
  public Globs(List<String> include, List<String> exclude) {
    this.include = globs(include);
    this.exclude = globs(exclude);
  }

  private static List<Glob> globs(List<String> patterns) {
    return patterns.stream()
        .map(Globs::relative)
        .flatMap(pattern -> Braces.expand(pattern).stream())
        .map(Glob::new)
        .toList();
  }

  private static String relative(String pattern) {
    try {
      // "./build/" is "build"; an escape at the end of a part stays what it is
      String plain = Names.plain(pattern);
      return plain.isEmpty() ? "**" : plain;
    } catch (Unfit e) {
      throw new IllegalArgumentException("pattern " + e.getMessage(), e);
    }
  }

  /**
   * Whether a file is meant.
   *
   * @param path below the tree, parts divided by {@code /}
   * @return true if it, or a directory that it is in, is included and it is not excluded
   */
  public boolean matches(String path) {
    return covers(path) && exclude.stream().noneMatch(glob -> glob.matches(path));
  }

  private boolean covers(String path) {
    return includes(path) || Names.above(path).stream().anyMatch(this::includes);
  }

  private boolean includes(String path) {
    return include.stream().anyMatch(glob -> glob.matches(path));
  }

  private boolean reaches(String directory) {
    return covers(directory) || include.stream().anyMatch(glob -> glob.reaches(directory));
  }

  /**
   * Finds what is meant. Only directories that may hold some of it are looked into, and links are
   * never followed.
   *
   * @param tree the tree
   * @param limits how many there may be
   * @return files, links and directories, relative to the tree, sorted; empty if there are none, or
   *     no tree
   * @throws Unfit if there are more than allowed
   * @throws IOException if a directory cannot be read
   */
  public SortedSet<String> find(Tree tree, Limits limits) throws IOException {
    Path root = tree.path();
    SortedSet<String> found = new TreeSet<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
              throws IOException {
            if (path.equals(root)) {
              return FileVisitResult.CONTINUE;
            }
            String name = root.relativize(path).toString();
            add(name);
            return reaches(name) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            // What is neither, a socket say, has nothing that could be kept.
            if (!attributes.isOther() && !path.equals(root)) {
              add(root.relativize(path).toString());
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE; // gone meanwhile, or there is no tree at all
            }
            throw e;
          }

          private void add(String name) throws Unfit {
            if (matches(name) && found.add(name) && found.size() > limits.entries()) {
              throw new Unfit("there are more than " + limits.entries() + " files");
            }
          }
        });
    return found;
  }
}
