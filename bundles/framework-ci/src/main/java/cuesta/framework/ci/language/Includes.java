package cuesta.framework.ci.language;

import cuesta.framework.ci.language.condition.Globs;
import cuesta.framework.ci.spec.Expansion;
import cuesta.framework.ci.spec.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * Reads a file and what it includes, one over the other: those that include over those included.
 */
final class Includes {
  /** GitLab's; see docs/reference/limits.md. */
  static final int MAX_FILES = 150;

  /** Signs of all files together. */
  static final int MAX_LENGTH = 2_000_000;

  private final Source source;
  private final Remarks remarks;
  private final Conditions conditions;
  private final SortedMap<String, Value> variables;
  private final ArrayDeque<String> open = new ArrayDeque<>();
  private int count;
  private int length;

  /**
   * @param variables that conditions and paths of {@code include} know: those of the pipeline, none
   *     of the file
   */
  Includes(Source source, Files files, SortedMap<String, Value> variables, Remarks remarks) {
    this.source = source;
    this.remarks = remarks;
    this.variables = variables;
    this.conditions = new Conditions(files, variables);
  }

  /** All of it as if it were one file; nothing if the first one cannot be read. */
  Optional<Tree.Keys> load(String file) {
    Optional<String> text = source.text(file);
    if (text.isEmpty()) {
      remarks.error(new Origin(file, 0, ""), "", "there is no such file", "");
      return Optional.empty();
    }
    return read(file, text.get());
  }

  private Optional<Tree.Keys> read(String file, String text) {
    Optional<Tree.Keys> keys = YamlReader.read(file, text, remarks);
    if (keys.isEmpty()) {
      return keys;
    }
    Tree.Keys own = keys.get();
    Tree.Keys below = new Tree.Keys(own.at(), new LinkedHashMap<>());
    open.push(file);
    for (Tree.Keys included : own.get("include").map(this::included).orElse(List.of())) {
      below = below.under(included);
    }
    open.pop();
    return Optional.of(below.under(own.without("include")));
  }

  private List<Tree.Keys> included(Tree tree) {
    int before = remarks.errors();
    new Check(remarks).check("include", tree, Shapes.INCLUDE.kind());
    if (remarks.errors() > before) {
      return List.of();
    }
    List<Tree> items = tree instanceof Tree.Items list ? Check.flat(list) : List.of(tree);
    List<Tree.Keys> all = new ArrayList<>();
    for (Tree item : items) {
      if (item instanceof Tree.Keys keys) {
        keys.get("local")
            .ifPresentOrElse(
                local -> {
                  if (applies(keys)) {
                    all.addAll(local((Tree.Leaf) local));
                  }
                },
                () -> remarks.error(item.at(), "include", "it names no file", "local: PATH"));
      } else if (item instanceof Tree.Leaf leaf) {
        all.addAll(local(leaf));
      }
    }
    return all;
  }

  private boolean applies(Tree.Keys include) {
    Optional<Tree> rules = include.get("rules");
    if (rules.isEmpty()) {
      return true;
    }
    for (Tree.Keys rule : Read.groups(rules.get())) {
      if (conditions.all(rule).matched()) {
        return !rule.text("when").equals(Optional.of("never"));
      }
    }
    return false;
  }

  private List<Tree.Keys> local(Tree.Leaf leaf) {
    String written = Expansion.text(leaf.text(), variables);
    if (written.matches("https?://.*")) {
      remarks.error(
          leaf.at(), "include", "remote files are not supported here", "copy it into the project");
      return List.of();
    }
    String path = written.startsWith("/") ? written.substring(1) : written;
    if (!path.endsWith(".yml") && !path.endsWith(".yaml")) {
      remarks.error(leaf.at(), "include", leaf.text() + " does not end in .yml or .yaml", "");
      return List.of();
    }
    if (List.of(path.split("/")).contains("..")) {
      remarks.error(leaf.at(), "include", leaf.text() + " leaves the project", "");
      return List.of();
    }
    if (path.contains("*")) {
      return wild(leaf, path);
    }
    Optional<String> text = source.text(path);
    if (text.isEmpty()) {
      remarks.error(leaf.at(), "include", "there is no file " + leaf.text(), "");
      return List.of();
    }
    return file(leaf, path, text.get()).stream().toList();
  }

  private List<Tree.Keys> wild(Tree.Leaf leaf, String glob) {
    Predicate<String> fits = Globs.includes(glob);
    List<Tree.Keys> all = new ArrayList<>();
    List<String> paths = source.paths().stream().filter(fits).sorted().toList();
    if (paths.isEmpty()) {
      remarks.error(leaf.at(), "include", "no file fits " + leaf.text(), "");
    }
    for (String path : paths) {
      source.text(path).flatMap(text -> file(leaf, path, text)).ifPresent(all::add);
    }
    return all;
  }

  private Optional<Tree.Keys> file(Tree.Leaf leaf, String path, String text) {
    if (open.contains(path)) {
      remarks.error(leaf.at(), "include", leaf.text() + " includes itself", "");
      return Optional.empty();
    }
    if (++count > MAX_FILES) {
      remarks.error(leaf.at(), "include", "more than " + MAX_FILES + " files are included", "");
      return Optional.empty();
    }
    length += text.length();
    if (length > MAX_LENGTH) {
      remarks.error(leaf.at(), "include", "files of over " + MAX_LENGTH + " signs", "");
      return Optional.empty();
    }
    return read(path, text);
  }
}
