package cuesta.cli.tree;

import cuesta.cli.http.Trouble;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The git work tree that a directory belongs to.
 *
 * @param root its top
 * @param git runs there
 */
public record WorkTree(Path root, Git git) {
  /** How git marks a submodule, and the stage of what is merged. */
  private static final String SUBMODULE = "160000 ";

  /** What Java puts in the place of bytes that are no text. */
  private static final char NOT_UTF_8 = '\uFFFD';

  /**
   * What is packed.
   *
   * @param root where the files are
   * @param files below it
   * @param submodules which are not packed, as in GitLab unless asked
   */
  record Content(Path root, List<String> files, List<String> submodules) {}

  /**
   * A commit that is packed instead of the files as they are.
   *
   * @param name the branch, tag or hash that was asked for
   * @param commit its hash
   */
  public record Ref(String name, String commit) {}

  /** Finds it. */
  public static WorkTree of(Path directory) throws Trouble {
    if (!Files.isDirectory(directory)) {
      throw new Trouble(directory + " is no directory; name one of a git repository");
    }
    Git git = new Git(directory, Map.of());
    String top;
    try {
      top = git.need(true, "rev-parse", "--show-toplevel").stripTrailing();
    } catch (Trouble e) {
      throw none(directory, git, e);
    }
    Path root = Path.of(top);
    return new WorkTree(root, git.in(root));
  }

  /** What git says of a directory that is in no work tree helps only those who know git well. */
  private static Trouble none(Path directory, Git git, Trouble said) throws Trouble {
    String why = said.getMessage();
    if (why.contains("not a git repository (or any")) {
      return new Trouble(
          directory
              + " is in no git repository; 'git init' there, 'git add' what belongs to it and 'git"
              + " commit', or name another directory");
    }
    if (why.contains("not a git repository:")) {
      return new Trouble(
          directory
              + " belongs to a git repository that is gone ("
              + why.substring(why.lastIndexOf(':') + 1).strip()
              + "); see 'git worktree repair', or clone it anew");
    }
    if (!why.contains("must be run in a work tree")) {
      return said;
    }
    boolean bare = git.ask("rev-parse", "--is-bare-repository").equals(Optional.of("true"));
    return new Trouble(
        bare
            ? directory
                + " is a bare git repository: it has no files that could be run; name a clone of"
                + " it, as 'git clone "
                + directory
                + "' makes one"
            : directory + " holds git's own files; name the directory above, with the work tree");
  }

  /** The branch that is checked out; empty if none is. */
  public Optional<String> branch() throws Trouble {
    return git.ask("symbolic-ref", "-q", "--short", "HEAD");
  }

  /** The commit that a branch, tag or hash names. */
  public Optional<String> commit(String ref) throws Trouble {
    return git.ask("rev-parse", "-q", "--verify", "--end-of-options", ref + "^{commit}");
  }

  /** What a name means now. */
  public Ref ref(String name) throws Trouble {
    return new Ref(
        name,
        commit(name).orElseThrow(() -> new Trouble("'" + name + "' names no commit of " + root)));
  }

  /** What is tracked, as it is now. */
  Content now(boolean untracked) throws Trouble {
    Content tracked = content(root, git);
    if (!untracked) {
      return tracked;
    }
    List<String> files = new ArrayList<>(tracked.files());
    files.addAll(present(root, git.list("ls-files", "-z", "-o", "--exclude-standard")));
    return new Content(root, files, tracked.submodules());
  }

  /**
   * What a commit has.
   *
   * @param scratch an empty directory
   */
  Content at(String commit, Path scratch) throws Trouble {
    Git apart = git.withIndex(scratch.resolve("index"));
    Path files = scratch.resolve("files");
    apart.need(true, "read-tree", commit);
    apart.need(true, "checkout-index", "-a", "--prefix=" + files + "/");
    return content(files, apart);
  }

  private static Content content(Path root, Git git) throws Trouble {
    TreeSet<String> files = new TreeSet<>();
    List<String> submodules = new ArrayList<>();
    for (String line : git.list("ls-files", "-z", "-s")) {
      String name = line.substring(line.indexOf('\t') + 1);
      if (line.startsWith(SUBMODULE)) {
        submodules.add(name);
      } else {
        files.add(name);
      }
    }
    return new Content(root, present(root, files), submodules);
  }

  /** Without what was deleted and is still tracked. */
  private static List<String> present(Path root, Iterable<String> names) throws Trouble {
    List<String> files = new ArrayList<>();
    for (String name : names) {
      if (Files.exists(path(root, name), LinkOption.NOFOLLOW_LINKS)) {
        files.add(name);
      }
    }
    return files;
  }

  private static Path path(Path root, String name) throws Trouble {
    if (name.indexOf(NOT_UTF_8) >= 0) {
      throw new Trouble(
          "the file name '" + name + "' is not in UTF-8; rename it, or 'git rm --cached' it");
    }
    try {
      return root.resolve(name);
    } catch (InvalidPathException e) {
      throw new Trouble(
          "the file name '" + name + "' has no meaning in this locale; export LC_ALL=C.UTF-8");
    }
  }
}
