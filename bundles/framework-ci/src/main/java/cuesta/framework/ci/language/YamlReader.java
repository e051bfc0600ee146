package cuesta.framework.ci.language;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Makes trees of YAML, from the parser's events: so places, anchors, merge keys and GitLab's {@code
 * !reference} are ours, while no alias can make a small file big, and no nesting a deep stack.
 */
final class YamlReader {
  /** GitLab's; see docs/reference/limits.md. */
  static final int MAX_DEPTH = 100;

  /** With all aliases written out. */
  static final int MAX_SIZE = 500_000;

  /** Signs; the parser takes seconds for more. */
  static final int MAX_LENGTH = 1_000_000;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setUseMarks(true).setCodePointLimit(MAX_LENGTH).build();

  private final String file;
  private final Remarks remarks;
  private final Iterator<Event> events;
  private final Map<String, Tree> anchors = new TreeMap<>();
  private int merged;

  private YamlReader(String file, String text, Remarks remarks) {
    this.file = file;
    this.remarks = remarks;
    this.events = new Parse(SETTINGS).parseString(text).iterator();
  }

  /** Nothing if it cannot be read; a remark says why. */
  static Optional<Tree.Keys> read(String file, String text, Remarks remarks) {
    Origin start = new Origin(file, 1, "");
    if (text.length() > MAX_LENGTH) {
      remarks.error(start, "", "it is longer than " + MAX_LENGTH + " signs", "");
      return Optional.empty();
    }
    try {
      return new YamlReader(file, text, remarks).document();
    } catch (Unreadable e) {
      remarks.error(e.at, e.path, e.getMessage(), e.hint);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      remarks.error(new Origin(file, line, ""), "", "it is no YAML: " + e.getProblem(), "");
    } catch (YamlEngineException e) {
      remarks.error(start, "", "it is no YAML: " + e.getMessage(), "");
    }
    return Optional.empty();
  }

  private Optional<Tree.Keys> document() throws Unreadable {
    Optional<Tree.Keys> first = Optional.empty();
    while (events.hasNext()) {
      Event event = events.next();
      if (!(event instanceof DocumentStartEvent)) {
        continue;
      }
      if (first.isPresent()) {
        throw first.get().entries().containsKey("spec")
            ? bad(event, "spec", "inputs are not taken here", "write the values into the file")
            : bad(event, "", "there are several documents", "leave out ---");
      }
      Tree tree = tree("", 0, events.next());
      if (tree.size() > MAX_SIZE) {
        throw bad(event, "", "with its anchors it has over " + MAX_SIZE + " parts", "");
      }
      first = Optional.of(root(tree));
    }
    return Optional.of(
        first.orElseGet(() -> new Tree.Keys(new Origin(file, 1, ""), new LinkedHashMap<>())));
  }

  private Tree.Keys root(Tree tree) throws Unreadable {
    if (tree instanceof Tree.Keys keys) {
      return keys;
    }
    if (tree.absent()) {
      return new Tree.Keys(tree.at(), new LinkedHashMap<>());
    }
    throw new Unreadable(tree.at(), "", "it has no keys", "write KEY: VALUE");
  }

  private Tree tree(String path, int depth, Event event) throws Unreadable {
    if (depth > MAX_DEPTH) {
      throw bad(event, path, "it is nested deeper than " + MAX_DEPTH, "");
    }
    if (event instanceof AliasEvent alias) {
      String name = alias.getAlias().getValue();
      Tree known = anchors.get(name);
      if (known == null) {
        throw bad(event, path, "there is no anchor " + name + " before", "write &" + name);
      }
      return known.by("anchor " + name);
    }
    Tree tree =
        switch (event) {
          case ScalarEvent scalar -> scalar(path, scalar);
          case MappingStartEvent _ -> mapping(path, depth, event);
          case CollectionStartEvent list -> list(path, depth, list);
          default -> throw bad(event, path, "it ends too early", "");
        };
    ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), tree));
    return tree;
  }

  private Tree scalar(String path, ScalarEvent scalar) throws Unreadable {
    untagged(path, scalar, scalar.getTag());
    boolean text = scalar.getTag().filter(tag -> tag.endsWith(":str")).isPresent();
    return new Tree.Leaf(origin(scalar), scalar.getValue(), scalar.isPlain() && !text);
  }

  private Tree list(String path, int depth, CollectionStartEvent start) throws Unreadable {
    boolean reference = start.getTag().filter("!reference"::equals).isPresent();
    if (!reference) {
      untagged(path, start, start.getTag());
    }
    List<Tree> items = new ArrayList<>();
    Event event = events.next();
    while (!(event instanceof CollectionEndEvent)) {
      items.add(tree(path, depth + 1, event));
      event = events.next();
    }
    if (!reference) {
      return new Tree.Items(origin(start), items);
    }
    List<String> keys = new ArrayList<>();
    for (Tree item : items) {
      if (!(item instanceof Tree.Leaf leaf)) {
        throw bad(start, path, "!reference takes names only", "!reference [JOB, KEY]");
      }
      keys.add(leaf.text());
    }
    if (keys.isEmpty()) {
      throw bad(start, path, "!reference has no names", "!reference [JOB, KEY]");
    }
    return new Tree.Reference(origin(start), keys);
  }

  private Tree mapping(String path, int depth, Event start) throws Unreadable {
    untagged(path, start, ((CollectionStartEvent) start).getTag());
    LinkedHashMap<String, Tree.Entry> own = new LinkedHashMap<>();
    Tree.Keys below = new Tree.Keys(origin(start), new LinkedHashMap<>());
    Event event = events.next();
    while (!(event instanceof CollectionEndEvent)) {
      if (!(tree(path, depth + 1, event) instanceof Tree.Leaf name)) {
        throw bad(event, path, "a key is no text", "");
      }
      Origin at = origin(event);
      String key = name.text();
      String inner = path.isEmpty() ? key : path + "." + key;
      Tree value = tree(inner, depth + 1, events.next());
      if (key.equals("<<") && name.plain()) {
        below = over(merged(inner, value), below);
      } else if (own.put(key, new Tree.Entry(at, value)) instanceof Tree.Entry old) {
        remarks.note(
            at, inner, "it is said before, in line " + old.key().line(), "the last one counts");
      }
      event = events.next();
    }
    return over(below, new Tree.Keys(origin(start), own));
  }

  /** What {@code <<} brings, as whole keys: nothing is merged below. Of several the first wins. */
  private Tree.Keys merged(String path, Tree value) throws Unreadable {
    if (value instanceof Tree.Keys keys) {
      merged += keys.entries().size();
      if (merged > MAX_SIZE) {
        throw new Unreadable(value.at(), path, "<< brings over " + MAX_SIZE + " keys", "");
      }
      return shallow(keys, keys.at().via());
    }
    if (value instanceof Tree.Items list) {
      Tree.Keys all = new Tree.Keys(list.at(), new LinkedHashMap<>());
      for (Tree item : list.items()) {
        all = over(merged(path, item), all);
      }
      return all;
    }
    throw new Unreadable(value.at(), path, "<< takes keys or a list of them", "<<: *ANCHOR");
  }

  private static Tree.Keys shallow(Tree.Keys keys, String way) {
    return keys.map(
        entry -> new Tree.Entry(entry.key().by("<< " + way), entry.value().by("<< " + way)));
  }

  private static Tree.Keys over(Tree.Keys low, Tree.Keys high) {
    LinkedHashMap<String, Tree.Entry> both = new LinkedHashMap<>(low.entries());
    both.putAll(high.entries());
    return new Tree.Keys(high.at(), both);
  }

  private void untagged(String path, Event event, Optional<String> tag) throws Unreadable {
    if (tag.isPresent() && !tag.get().startsWith("tag:yaml.org,2002:") && !tag.get().equals("!")) {
      throw bad(event, path, "the tag " + tag.get() + " is not known", "only !reference is");
    }
  }

  private Origin origin(Event event) {
    return new Origin(file, event.getStartMark().map(Mark::getLine).orElse(0) + 1, "");
  }

  private Unreadable bad(Event event, String path, String text, String hint) {
    return new Unreadable(origin(event), path, text, hint);
  }

  private static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Origin at;
    private final String path;
    private final String hint;

    Unreadable(Origin at, String path, String text, String hint) {
      super(text);
      this.at = at;
      this.path = path;
      this.hint = hint;
    }
  }
}
