package cuesta.framework.ci.language;

import cuesta.framework.ci.language.condition.BadExpression;
import cuesta.framework.ci.language.condition.Expression;
import cuesta.framework.kit.http.Invalid;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Holds a tree against the table: what it passes can be read without looking again. */
final class Check {
  private final Remarks remarks;

  Check(Remarks remarks) {
    this.remarks = remarks;
  }

  /** Remarks on whatever is not as it should be below a path. */
  void check(String path, Tree tree, Kind kind) {
    if (kind instanceof Kind.OneOf(List<Kind> kinds)) {
      Optional<Kind> fit = kinds.stream().filter(one -> one.fits(tree)).findFirst();
      if (fit.isPresent()) {
        check(path, tree, fit.get());
        return;
      }
    }
    if (!kind.fits(tree) || tree.absent()) {
      wrong(path, tree, kind);
      return;
    }
    switch (kind) {
      case Kind.Group(var keys) -> group(path, (Tree.Keys) tree, keys);
      case Kind.Dictionary dictionary -> dictionary(path, (Tree.Keys) tree, dictionary);
      case Kind.Listing listing -> listing(path, (Tree.Items) tree, listing);
      case Kind.Condition _ -> condition(path, (Tree.Leaf) tree);
      case Kind.Anything _, Kind.OneOf _ -> {}
      default -> {
        if (!leaf(((Tree.Leaf) tree).text(), kind)) {
          wrong(path, tree, kind);
        }
      }
    }
  }

  private void wrong(String path, Tree tree, Kind kind) {
    String is =
        switch (tree) {
          case Tree.Items _ -> "a list";
          case Tree.Keys _ -> "KEY: VALUE";
          case Tree.Leaf leaf when leaf.absent() -> "nothing";
          case Tree.Leaf leaf -> "'" + shortened(leaf.text()) + "'";
          case Tree.Reference _ -> "a reference";
        };
    // As of script: [echo a: b].
    boolean unquoted = kind instanceof Kind.Text && tree instanceof Tree.Keys;
    String hint = unquoted ? "with a colon and a space in it a text needs quotes around it" : "";
    remarks.error(tree.at(), path, "it must be " + kind.text() + ", not " + is, hint);
  }

  private static String shortened(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() > 60 ? line.substring(0, 60) + "…" : line;
  }

  private void group(String path, Tree.Keys tree, SequencedMap<String, Key> keys) {
    tree.entries()
        .forEach(
            (name, entry) -> {
              String inner = path.isEmpty() ? name : path + "." + name;
              Key key = keys.get(name);
              if (key == null) {
                remarks.error(
                    entry.key(),
                    inner,
                    "there is no such key",
                    Invalid.closest(name, keys.sequencedKeySet()));
              } else if (!entry.value().absent()) {
                known(inner, entry, key);
              }
            });
  }

  private void known(String path, Tree.Entry entry, Key key) {
    switch (key.status()) {
      case USED -> check(path, entry.value(), key.kind());
      case REFUSED -> remarks.error(entry.key(), path, key.status().remark(), "");
      case NOTED, DIRECT -> {
        check(path, entry.value(), key.kind());
        remarks.note(entry.key(), path, key.status().remark(), "");
      }
    }
  }

  /** Of an author's own name nothing may be said: it is empty then. */
  private void dictionary(String path, Tree.Keys tree, Kind.Dictionary kind) {
    tree.entries()
        .forEach(
            (name, entry) -> {
              if (!entry.value().absent()) {
                check(path + "." + name, entry.value(), kind.value());
              }
            });
  }

  private void listing(String path, Tree.Items tree, Kind.Listing kind) {
    List<Tree> items = kind.nested() ? flat(tree) : tree.items();
    if (items.size() > kind.most()) {
      remarks.error(
          tree.at(), path, "it has " + items.size() + " entries, over " + kind.most(), "");
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      check(path + "[" + i + "]", items.get(i), kind.item());
    }
  }

  private void condition(String path, Tree.Leaf leaf) {
    try {
      Expression.of(leaf.text());
    } catch (BadExpression e) {
      remarks.error(leaf.at(), path, "it is no condition: " + e.getMessage(), "");
    }
  }

  private static boolean leaf(String text, Kind kind) {
    return switch (kind) {
      case Kind.Words words -> words.words().contains(text);
      case Kind.Flag _ -> flag(text).isPresent();
      case Kind.Count count -> count(text, count);
      case Kind.Span span -> span(text, span);
      default -> true;
    };
  }

  private static boolean count(String text, Kind.Count count) {
    if (!text.matches("[0-9]{1,9}")) {
      return false;
    }
    int number = Integer.parseInt(text);
    return number >= count.least() && number <= count.most();
  }

  private static boolean span(String text, Kind.Span span) {
    Optional<Duration> time = Spans.of(text);
    boolean never = time.equals(Optional.of(ChronoUnit.FOREVER.getDuration()));
    return never ? span.never() : time.filter(t -> t.toSeconds() <= span.most()).isPresent();
  }

  /** True and false in all the words that GitLab's reader of YAML takes for it. */
  static Optional<Boolean> flag(String text) {
    return switch (text) {
      case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON" -> Optional.of(true);
      case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** The items of a list, and of lists in it. */
  static List<Tree> flat(Tree.Items tree) {
    List<Tree> flat = new ArrayList<>();
    for (Tree item : tree.items()) {
      if (item instanceof Tree.Items list) {
        flat.addAll(flat(list));
      } else if (!item.absent()) {
        flat.add(item);
      }
    }
    return flat;
  }
}
