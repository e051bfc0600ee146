package cuesta.framework.ci.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Puts parts where {@code !reference} stands for them. */
final class References {
  /** GitLab's; see docs/reference/limits.md. */
  static final int MAX_DEPTH = 10;

  private final Tree.Keys root;
  private final Remarks remarks;
  private final List<List<String>> open = new ArrayList<>();
  private int parts;

  private References(Tree.Keys root, Remarks remarks) {
    this.root = root;
    this.remarks = remarks;
  }

  /** The same without references. */
  static Tree.Keys resolve(Tree.Keys root, Remarks remarks) {
    return (Tree.Keys) new References(root, remarks).tree("", root);
  }

  private Tree tree(String path, Tree tree) {
    if (!holds(tree)) {
      return tree;
    }
    return switch (tree) {
      case Tree.Leaf leaf -> leaf;
      case Tree.Items list ->
          new Tree.Items(list.at(), list.items().stream().map(item -> tree(path, item)).toList());
      case Tree.Keys keys -> {
        LinkedHashMap<String, Tree.Entry> entries = new LinkedHashMap<>();
        keys.entries()
            .forEach(
                (name, entry) ->
                    entries.put(
                        name,
                        new Tree.Entry(
                            entry.key(),
                            tree(path.isEmpty() ? name : path + "." + name, entry.value()))));
        yield new Tree.Keys(keys.at(), entries);
      }
      case Tree.Reference reference -> meant(path, reference);
    };
  }

  private Tree meant(String path, Tree.Reference reference) {
    Tree nothing = new Tree.Leaf(reference.at(), "", true);
    String text = "!reference [" + String.join(", ", reference.path()) + "]";
    if (open.contains(reference.path())) {
      remarks.error(reference.at(), path, text + " stands for itself", "");
      return nothing;
    }
    if (open.size() == MAX_DEPTH) {
      remarks.error(reference.at(), path, "references are nested over " + MAX_DEPTH, "");
      return nothing;
    }
    Optional<Tree> found = Optional.of(root);
    for (String name : reference.path()) {
      found =
          found
              .filter(Tree.Keys.class::isInstance)
              .map(keys -> ((Tree.Keys) keys).entries().get(name))
              .map(Tree.Entry::value);
    }
    if (found.isEmpty()) {
      remarks.error(reference.at(), path, text + " is not there", "");
      return nothing;
    }
    parts += found.get().size();
    if (parts < 0 || parts > YamlReader.MAX_SIZE) {
      remarks.error(reference.at(), path, "with its references it is too long", "");
      return nothing;
    }
    open.add(reference.path());
    Tree tree = tree(path, found.get());
    open.removeLast();
    return tree.by(text);
  }

  private static boolean holds(Tree tree) {
    return switch (tree) {
      case Tree.Leaf _ -> false;
      case Tree.Reference _ -> true;
      case Tree.Items list -> list.items().stream().anyMatch(References::holds);
      case Tree.Keys keys -> keys.entries().values().stream().anyMatch(e -> holds(e.value()));
    };
  }
}
