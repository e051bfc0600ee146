package cuesta.framework.ci.language;

import cuesta.framework.kit.http.Invalid;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Puts jobs over those that they extend. */
final class Extends {
  /** GitLab's: eleven jobs in a row; see docs/reference/limits.md. */
  static final int MAX_LEVELS = 11;

  private final Tree.Keys root;
  private final Remarks remarks;
  private final LinkedHashMap<String, Tree.Keys> done = new LinkedHashMap<>();
  private int parts;
  private final LinkedHashSet<String> open = new LinkedHashSet<>();

  private Extends(Tree.Keys root, Remarks remarks) {
    this.root = root;
    this.remarks = remarks;
  }

  /** The same without {@code extends}. */
  static Tree.Keys resolve(Tree.Keys root, Remarks remarks) {
    Extends all = new Extends(root, remarks);
    LinkedHashMap<String, Tree.Entry> entries = new LinkedHashMap<>();
    root.entries()
        .forEach(
            (name, entry) ->
                entries.put(
                    name,
                    !Table.ROOT.keys().containsKey(name)
                            && entry.value() instanceof Tree.Keys keys
                            && keys.get("extends").isPresent()
                        ? new Tree.Entry(entry.key(), all.job(name, keys))
                        : entry));
    return new Tree.Keys(root.at(), entries);
  }

  private Tree.Keys job(String name, Tree.Keys keys) {
    Tree.Keys known = done.get(name);
    if (known != null) {
      return known;
    }
    Optional<Tree> bases = keys.get("extends");
    Tree.Keys own = keys.without("extends");
    if (bases.isEmpty()) {
      return own;
    }
    Origin at = keys.at("extends");
    if (!open.add(name)) {
      remarks.error(at, name + ".extends", "it extends itself: " + String.join(", ", open), "");
      return own;
    }
    if (open.size() > MAX_LEVELS) {
      remarks.error(at, name + ".extends", "it has more than " + MAX_LEVELS + " levels", "");
      open.remove(name);
      return own;
    }
    new Check(remarks).check(name + ".extends", bases.get(), Kinds.TEXT_OR_TEXTS);
    Tree.Keys below = new Tree.Keys(own.at(), new LinkedHashMap<>());
    for (String base : Read.texts(bases.get())) {
      Optional<Tree.Keys> found = base(name, base, at);
      parts += found.map(Tree::size).orElse(0);
      if (parts < 0 || parts > YamlReader.MAX_SIZE) {
        remarks.error(at, name + ".extends", "what is extended has too many parts", "");
        break;
      }
      if (found.isPresent()) {
        below = below.under(found.get().inherited("extends " + base));
      }
    }
    open.remove(name);
    Tree.Keys all = new Tree.Keys(own.at(), below.under(own).entries());
    done.put(name, all);
    return all;
  }

  private Optional<Tree.Keys> base(String name, String base, Origin at) {
    Tree.Entry entry = root.entries().get(base);
    if (entry == null) {
      List<String> known = root.entries().sequencedKeySet().stream().toList();
      remarks.error(at, name + ".extends", "there is no " + base, closest(base, known));
      return Optional.empty();
    }
    if (entry.value() instanceof Tree.Keys keys) {
      return Optional.of(job(base, keys));
    }
    if (!entry.value().absent()) {
      remarks.error(at, name + ".extends", base + " has no keys", "");
    }
    return Optional.empty();
  }

  /** A suggestion, but no list of all jobs. */
  static String closest(String wrong, List<String> known) {
    String hint = Invalid.closest(wrong, known);
    return hint.startsWith("did") ? hint : "";
  }
}
