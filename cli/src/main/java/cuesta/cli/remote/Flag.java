package cuesta.cli.remote;

import cuesta.cli.args.Option;
import cuesta.cli.json.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * An option of a command that a framework brings.
 *
 * @param name without dashes; what its value is sent as
 * @param letter its short form; empty if it has none
 * @param value what its value is called; empty if it is a switch
 * @param about for help
 * @param kind how its values are sent
 * @param required whether it must be given
 * @param values those it may have; empty if the framework judges them
 * @param usual what the framework takes if it is not given, for help
 * @param local whether it concerns this program alone and is not sent
 */
record Flag(
    String name,
    String letter,
    String value,
    String about,
    Kind kind,
    boolean required,
    List<String> values,
    String usual,
    boolean local) {

  /** How values are sent. */
  enum Kind {
    /** {@code true}. */
    SWITCH,
    /** As it is; the last one counts. */
    TEXT,
    /** A list of all that were given. */
    LIST,
    /** An object of all {@code K=V} that were given. */
    MAP,
    /** The content of the file that is named. */
    FILE,
    /** What is sent of the work tree that the directory belongs to, see {@link TreeSpec}. */
    TREE
  }

  Flag {
    values = List.copyOf(values);
  }

  static Flag of(Node node) {
    Kind kind = kind(node);
    String value =
        switch (kind) {
          case SWITCH -> "";
          case MAP -> node.some("value").orElse("K=V");
          case FILE -> node.some("value").orElse("FILE");
          case TREE -> node.some("value").orElse("DIR");
          default -> node.some("value").orElse("TEXT");
        };
    return new Flag(
        node.text("name"),
        node.text("short"),
        value,
        node.text("about"),
        kind,
        node.flag("required"),
        node.items("values").stream().map(Node::toString).toList(),
        node.text("default"),
        node.flag("local"));
  }

  private static Kind kind(Node node) {
    if (node.flag("map")) {
      return Kind.MAP;
    }
    if (node.flag("file")) {
      return Kind.FILE;
    }
    if (node.get("tree").isObject()) {
      return Kind.TREE;
    }
    if (node.flag("repeat")) {
      return Kind.LIST;
    }
    boolean text = node.some("value").isPresent() || !node.items("values").isEmpty();
    return text ? Kind.TEXT : Kind.SWITCH;
  }

  /** As it is typed. */
  String typed() {
    return "--" + name;
  }

  Option option() {
    List<String> names = new ArrayList<>();
    if (!letter.isEmpty()) {
      names.add("-" + letter);
    }
    names.add(typed());
    return new Option(names, value, description());
  }

  private String description() {
    List<String> notes = new ArrayList<>();
    if (required) {
      notes.add("required");
    }
    if (!values.isEmpty()) {
      notes.add("one of " + String.join(", ", values));
    }
    if (!usual.isEmpty()) {
      notes.add("default: " + usual);
    }
    if (kind == Kind.MAP || kind == Kind.LIST) {
      notes.add("repeatable");
    }
    String end = notes.isEmpty() ? "" : "(" + String.join("; ", notes) + ")";
    return (about + " " + end).strip();
  }
}
