package cuesta.cli.tree;

import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What git says of a tree. */
final class About {
  /** More names tell nobody anything. */
  private static final int CHANGED = 1_000;

  private static final List<String> USUAL = List.of("main", "master");

  private final WorkTree tree;
  private final Git git;

  About(WorkTree tree) {
    this.tree = tree;
    git = tree.git();
  }

  /**
   * As an object, see docs/reference/cli.md.
   *
   * @param ref what was asked for; empty for the tree as it is now
   * @param untracked whether what is not tracked counts
   */
  Node node(Optional<WorkTree.Ref> ref, boolean untracked) throws Trouble {
    String sha =
        ref.isPresent()
            ? ref.get().commit()
            : tree.commit("HEAD")
                .orElseThrow(
                    () -> new Trouble(tree.root() + " has no commit yet; 'git commit' first"));
    Optional<String> name = ref.map(WorkTree.Ref::name);
    String before = tree.commit(sha + "~1").orElse("");
    String remote = git.ask("remote", "get-url", "origin").map(About::bare).orElse("");
    String[] log = git.need(true, "log", "-1", "--format=%an <%ae>%x00%cI%x00%B", sha).split("\0");
    Map<String, Node> about = new LinkedHashMap<>();
    about.put("name", new Node(name(remote)));
    about.put("branch", new Node(branch(name)));
    about.put("tag", new Node(tag(name, sha)));
    about.put("sha", new Node(sha));
    about.put("before", new Node(before));
    about.put("message", new Node(log.length > 2 ? log[2].strip() : ""));
    about.put("author", new Node(log[0]));
    about.put("time", new Node(log[1]));
    about.put("remote", new Node(remote));
    about.put("default_branch", new Node(defaultBranch()));
    changed(name.map(asked -> sha), before, untracked)
        .ifPresent(names -> about.put("changed", new Node(names.stream().map(Node::new).toList())));
    long dirty = ref.isPresent() ? 0 : dirty(untracked);
    about.put("dirty", new Node(BigDecimal.valueOf(dirty)));
    return new Node(about);
  }

  /**
   * That of a tag or a hash is not known: the one that is checked out has nothing to do with it.
   */
  private String branch(Optional<String> ref) throws Trouble {
    if (ref.isEmpty() || ref.get().equals("HEAD")) {
      return tree.branch().orElse("");
    }
    boolean named = git.ask("rev-parse", "-q", "--verify", "refs/heads/" + ref.get()).isPresent();
    return named ? ref.get() : "";
  }

  private String tag(Optional<String> ref, String sha) throws Trouble {
    if (ref.isPresent()
        && git.ask("rev-parse", "-q", "--verify", "refs/tags/" + ref.get()).isPresent()) {
      return ref.get();
    }
    return git.ask("tag", "--points-at", sha)
        .map(tags -> tags.lines().findFirst().get())
        .orElse("");
  }

  private String defaultBranch() throws Trouble {
    Optional<String> remote = git.ask("symbolic-ref", "-q", "--short", "refs/remotes/origin/HEAD");
    if (remote.isPresent()) {
      return remote.get().substring(remote.get().indexOf('/') + 1);
    }
    for (String usual : USUAL) {
      if (git.ask("rev-parse", "-q", "--verify", "refs/heads/" + usual).isPresent()) {
        return usual;
      }
    }
    return tree.branch().orElse("");
  }

  private Optional<List<String>> changed(Optional<String> commit, String before, boolean untracked)
      throws Trouble {
    if (before.isEmpty()) {
      return Optional.empty();
    }
    TreeSet<String> names =
        new TreeSet<>(
            commit.isPresent()
                ? git.list("diff", "--name-only", "--no-renames", "-z", before, commit.get())
                : git.list("diff", "--name-only", "--no-renames", "-z", before));
    if (untracked) {
      names.addAll(git.list("ls-files", "-z", "-o", "--exclude-standard"));
    }
    return Optional.of(List.copyOf(names)).filter(all -> all.size() <= CHANGED);
  }

  private long dirty(boolean untracked) throws Trouble {
    return git.list(
            "status",
            "--porcelain",
            "-z",
            "--no-renames",
            untracked ? "--untracked-files=all" : "--untracked-files=no")
        .size();
  }

  private String name(String remote) {
    String from = remote.isEmpty() ? tree.root().toString() : remote;
    String last = from.replaceAll("/+$", "").replaceAll(".*[/:]", "").replaceAll("\\.git$", "");
    return last.isEmpty() ? "project" : last;
  }

  /** Without credentials, which are nobody's business. */
  static String bare(String url) {
    return url.replaceFirst("^([A-Za-z][A-Za-z0-9+.-]*://)[^/]*@", "$1");
  }
}
