package cuesta.cli.remote;

import cuesta.cli.args.BadArgs;
import cuesta.cli.json.Node;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a command's line becomes.
 *
 * @param method of HTTP
 * @param target path and query
 * @param body a JSON object, for methods that have one
 */
record Call(String method, String target, Optional<String> body) {
  private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

  /** Names that a path does not mean as names. */
  private static final List<String> STEPS = List.of("", ".", "..");

  /** Of what is to be sent, by name. */
  static Call of(String prefix, Verb verb, Map<String, Node> given) throws BadArgs {
    Map<String, Node> values = new LinkedHashMap<>(given);
    TreeSet<String> placed = new TreeSet<>();
    String path = "/" + encoded(prefix) + path(verb.path(), values, placed);
    values.keySet().removeAll(placed);
    return verb.hasBody()
        ? new Call(verb.method(), path, Optional.of(new Node(values).toString()))
        : new Call(verb.method(), path + query(values), Optional.empty());
  }

  /** A path below a prefix, with members of an answer in it. */
  static String path(String prefix, String path, Node answer) throws BadArgs {
    return "/" + encoded(prefix) + path(path, answer.members(), new TreeSet<>());
  }

  /** The same with a parameter more. */
  static String with(String target, String name, String value) {
    return target + (target.indexOf('?') < 0 ? "?" : "&") + encoded(name) + "=" + encoded(value);
  }

  private static String path(String template, Map<String, Node> values, TreeSet<String> placed)
      throws BadArgs {
    StringBuilder path = new StringBuilder();
    Matcher place = PLACE.matcher(template);
    while (place.find()) {
      String name = place.group(1);
      String value = values.getOrDefault(name, new Node("")).toString();
      if (STEPS.contains(value)) {
        throw new BadArgs(name + " must not be '" + value + "'; give a name");
      }
      if (value.indexOf('/') >= 0 || value.indexOf('\\') >= 0) {
        throw new BadArgs(name + " is '" + value + "'; give a name without slashes");
      }
      placed.add(name);
      place.appendReplacement(path, Matcher.quoteReplacement(encoded(value)));
    }
    place.appendTail(path);
    return path.isEmpty() || path.charAt(0) == '/' ? path.toString() : "/" + path;
  }

  private static String query(Map<String, Node> values) {
    List<String> pairs = new ArrayList<>();
    new LinkedHashMap<>(values).forEach((name, value) -> pairs.addAll(pairs(name, value)));
    return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
  }

  /** Lists and objects are a parameter for each of theirs. */
  private static List<String> pairs(String name, Node value) {
    List<String> texts = new ArrayList<>();
    if (value.isObject()) {
      value.members().forEach((key, member) -> texts.add(key + "=" + member));
    } else if (value.value() instanceof List) {
      value.items().forEach(item -> texts.add(item.toString()));
    } else {
      texts.add(value.toString());
    }
    return texts.stream().map(text -> encoded(name) + "=" + encoded(text)).toList();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
