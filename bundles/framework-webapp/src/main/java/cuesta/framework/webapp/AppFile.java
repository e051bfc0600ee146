package cuesta.framework.webapp;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.framework.kit.http.Input;
import cuesta.framework.kit.http.Invalid;
import cuesta.framework.kit.http.Param;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A file that describes an application: the flags of {@code app run} as YAML, those that belong
 * together below one key. What is wrong is refused with its line.
 */
final class AppFile {
  /** Which parameter a key means; those of a group below its name. */
  private static final Map<String, String> KEYS = keys();

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setUseMarks(true).setMaxAliasesForCollections(20).build();

  private final Map<String, Object> values = new TreeMap<>();
  private final Map<String, Integer> lines = new TreeMap<>();
  private final Map<String, String> written = new TreeMap<>();

  /** Whether the command is a text. */
  private boolean line;

  private AppFile() {}

  private static Map<String, String> keys() {
    TreeMap<String, String> keys = new TreeMap<>();
    for (Param param : AppParams.ALL) {
      keys.put(param.name(), param.name());
    }
    keys.remove("no-rollback");
    for (String check : List.of("health", "ready")) {
      keys.remove(check);
      for (String one : List.of("interval", "timeout", "grace", "failures")) {
        if (keys.remove(check + "-" + one) != null) {
          keys.put(check + "." + one, check + "-" + one);
        }
      }
      for (String kind : List.of("http", "tcp", "cmd")) {
        keys.put(check + "." + kind, check);
      }
    }
    for (String one : List.of("min-healthy", "surge", "deadline")) {
      keys.remove(one);
      keys.put("update." + one, one);
    }
    keys.put("update.rollback", "no-rollback");
    keys.remove("constraint");
    keys.put("placement.constraints", "constraint");
    for (String one : List.of("spread", "most")) {
      keys.remove(one);
      keys.put("placement." + one, one);
    }
    keys.remove("host");
    keys.remove("path");
    keys.put("routes.hosts", "host");
    keys.put("routes.paths", "path");
    return keys;
  }

  /** What the file says, with the line of each value for refusals. */
  record Read(Input input, Map<String, Integer> lines, Map<String, String> written) {
    /** The application's name. */
    String name() {
      return input
          .text("name")
          .orElseThrow(() -> Invalid.field("name", "it is missing", "write name: NAME"));
    }

    /** A refusal that names a parameter, with its key and line instead. */
    Refused located(Refused refused) {
      Reason why = refused.reason();
      Integer line = lines.get(why.subject());
      if (!why.code().equals(Reasons.INVALID) || line == null) {
        return refused;
      }
      return Invalid.field(
          written.get(why.subject()), "line " + line + ": " + why.detail(), why.hint());
    }
  }

  /** Reads a file with one application; refused with INVALID naming the line. */
  static Read read(String text) {
    AppFile file = new AppFile();
    file.mapping("", root(text));
    file.shell();
    return new Read(
        Input.of(AppParams.ALL, file.values), Map.copyOf(file.lines), Map.copyOf(file.written));
  }

  private static Node root(String text) {
    try {
      return new Compose(SETTINGS)
          .composeString(text)
          .orElseThrow(() -> Invalid.field("file", "it is empty", "describe an application"));
    } catch (MarkedYamlEngineException e) {
      String line =
          e.getProblemMark().map(mark -> "line " + (mark.getLine() + 1) + ": ").orElse("");
      throw Objects.toString(e.getContext(), "").contains("single document")
          ? Invalid.field("file", line + "a second document begins", "one application to a file")
          : Invalid.field("file", line + e.getProblem(), "it must be YAML");
    } catch (YamlEngineException e) {
      throw Invalid.field("file", "it is no YAML: " + e.getMessage(), "");
    } catch (StackOverflowError e) {
      // The library goes one call deeper for each level, and has no bound of its own.
      throw Invalid.field("file", "it is nested too deeply", "two levels are enough");
    }
  }

  /** A command in one line is one for the shell, whether that is said or not. */
  private void shell() {
    if (!line) {
      return;
    }
    if (Boolean.FALSE.equals(values.put("shell", true))) {
      throw Invalid.field(
          "shell",
          "line " + lines.get("shell") + ": a command in one line is one for the shell",
          "write the command as a list: [a, b]");
    }
  }

  private void mapping(String group, Node node) {
    if (!(node instanceof MappingNode mapping)) {
      throw bad(group.isEmpty() ? "file" : group, node, "it has no keys", "write KEY: VALUE");
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key = text("file", tuple.getKeyNode());
      String path = group.isEmpty() ? key : group + "." + key;
      Node value = tuple.getValueNode();
      boolean isGroup =
          group.isEmpty() && KEYS.keySet().stream().anyMatch(k -> k.startsWith(key + "."));
      boolean word = isGroup && value instanceof ScalarNode && (isCheck(key));
      if (isGroup && !word) {
        mapping(key, value);
      } else {
        put(path, word ? key : known(group, path, tuple.getKeyNode()), value);
      }
    }
  }

  private static boolean isCheck(String key) {
    return key.equals("health") || key.equals("ready");
  }

  private static String known(String group, String path, Node at) {
    String prefix = group.isEmpty() ? "" : group + ".";
    String name = KEYS.get(path);
    if (name != null && path.indexOf('.', prefix.length()) < 0) {
      return name;
    }
    List<String> near = new ArrayList<>();
    for (String key : KEYS.keySet()) {
      String rest = key.startsWith(prefix) ? key.substring(prefix.length()) : "";
      String first = rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
      if (!first.isEmpty() && !near.contains(first)) {
        near.add(first);
      }
    }
    throw bad(
        path, at, "there is no such key", Invalid.closest(path.substring(prefix.length()), near));
  }

  private void put(String path, String name, Node node) {
    Param param =
        AppParams.ALL.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    Object value = value(path, param, node);
    if (values.put(name, value) != null) {
      throw bad(path, node, "it is said twice", "leave one out");
    }
    lines.put(name, line(node));
    written.put(name, path);
  }

  private Object value(String path, Param param, Node node) {
    int dot = path.indexOf('.');
    String group = dot < 0 ? "" : path.substring(0, dot);
    return switch (param.kind()) {
      case LIST -> list(path, param, node);
      case MAP -> map(path, node);
      case SWITCH -> path.equals("update.rollback") != flag(path, node);
      default ->
          isCheck(group) && param.name().equals(group)
              ? probe(path, path.substring(dot + 1), node)
              : text(path, node);
    };
  }

  /** At the usual port, tcp needs to say nothing more. */
  private static String probe(String path, String kind, Node node) {
    boolean bare = node instanceof ScalarNode scalar && scalar.getValue().matches("(true)?");
    return kind.equals("tcp") && bare ? kind : kind + ":" + text(path, node);
  }

  private Object list(String path, Param param, Node node) {
    if (node instanceof ScalarNode) {
      line |= param.name().equals("command");
      return List.of(text(path, node));
    }
    if (!(node instanceof SequenceNode sequence)) {
      throw bad(path, node, "it is no list", "for example [a, b]");
    }
    return sequence.getValue().stream().map(item -> text(path, item)).toList();
  }

  private static Object map(String path, Node node) {
    if (!(node instanceof MappingNode mapping)) {
      throw bad(path, node, "it has no keys", "write KEY: VALUE");
    }
    TreeMap<String, String> map = new TreeMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = text(path, tuple.getKeyNode());
      if (map.put(key, text(path, tuple.getValueNode())) != null) {
        throw bad(path, tuple.getKeyNode(), key + " is said twice", "leave one out");
      }
    }
    return map;
  }

  private static boolean flag(String path, Node node) {
    return switch (text(path, node)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw bad(path, node, "it is neither true nor false", "");
    };
  }

  private static String text(String path, Node node) {
    if (node instanceof ScalarNode scalar) {
      if (scalar.getTag().equals(Tag.NULL)) {
        throw bad(path, node, "it has no value", "leave it out, or write '' for an empty text");
      }
      return scalar.getValue();
    }
    throw bad(path, node, "it is not one value", "");
  }

  private static Refused bad(String path, Node node, String detail, String hint) {
    return Invalid.field(path, "line " + line(node) + ": " + detail, hint);
  }

  private static int line(Node node) {
    return Optional.of(node).flatMap(Node::getStartMark).map(mark -> mark.getLine() + 1).orElse(0);
  }
}
