package cuesta.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Open directories from a root down to where somebody is, entered one from another and through no
 * link: whoever owns them and whatever is moved about meanwhile, nothing outside is read.
 */
final class Descent implements Closeable {
  private record Step(String name, SecureDirectoryStream<Path> directory) {}

  private final String below;
  private final SecureDirectoryStream<Path> root;
  private final Deque<Step> steps = new ArrayDeque<>();

  Descent(Tree tree) throws IOException {
    this.below = tree.below();
    DirectoryStream<Path> stream = Files.newDirectoryStream(tree.root());
    if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
      stream.close();
      throw new IOException("the file system of " + tree.root() + " cannot be walked safely");
    }
    this.root = secure;
  }

  /** Goes to the directory of a name; names in their order let most steps be kept. */
  SecureDirectoryStream<Path> to(String name) throws IOException {
    List<String> parts = new ArrayList<>(List.of((below + "/" + name).split("/")));
    parts.removeIf(String::isEmpty);
    parts.removeLast();
    int kept = 0;
    for (Step step : steps) {
      if (kept == parts.size() || !step.name().equals(parts.get(kept))) {
        break;
      }
      kept++;
    }
    while (steps.size() > kept) {
      steps.removeLast().directory().close();
    }
    for (String part : parts.subList(kept, parts.size())) {
      steps.addLast(new Step(part, enter(name, Path.of(part))));
    }
    return here();
  }

  private SecureDirectoryStream<Path> enter(String name, Path part) throws IOException {
    try {
      return here().newDirectoryStream(part, LinkOption.NOFOLLOW_LINKS);
    } catch (NotDirectoryException e) {
      throw throughLink(name, part, e);
    } catch (FileSystemException e) {
      // ELOOP has no class of its own
      if (String.valueOf(e.getReason()).contains("symbolic")) {
        throw throughLink(name, part, e);
      }
      throw e;
    }
  }

  private static Unfit throughLink(String name, Path part, IOException e) {
    return new Unfit(
        "'" + Names.shown(name) + "' leads through '" + part + "', which is no directory", e);
  }

  private SecureDirectoryStream<Path> here() {
    return steps.isEmpty() ? root : steps.getLast().directory();
  }

  @Override
  public void close() throws IOException {
    while (!steps.isEmpty()) {
      steps.removeLast().directory().close();
    }
    root.close();
  }
}
