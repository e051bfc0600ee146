package cuesta.cli.remote;

import cuesta.cli.args.Option;
import cuesta.cli.args.Word;
import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One command as its framework describes it.
 *
 * @param name what is typed after the prefix, one word or two
 * @param about one line for help
 * @param arguments the words that follow it
 * @param rest what takes all that follows those
 * @param flags its options
 * @param method GET, POST, PUT or DELETE
 * @param path below the prefix, with {@code {name}} for the values of arguments and flags
 * @param show how the answer shows
 * @param trees arguments and flags that name directories to be sent
 * @param watch what makes it call again and again
 */
public record Verb(
    String name,
    String about,
    List<Word> arguments,
    Optional<Word> rest,
    List<Flag> flags,
    String method,
    String path,
    Show show,
    List<TreeSpec> trees,
    Optional<WatchSpec> watch) {
  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE");

  /** Copies the lists. */
  public Verb {
    arguments = List.copyOf(arguments);
    flags = List.copyOf(flags);
    trees = List.copyOf(trees);
  }

  static Verb of(String prefix, Node node) throws Trouble {
    String name = node.text("name");
    String method = node.some("method").orElse("GET");
    if (name.isEmpty() || !METHODS.contains(method)) {
      throw Descriptor.senseless(
          prefix, "command '" + name + "' has the method '" + method + "'; known are " + METHODS);
    }
    List<Word> arguments = new ArrayList<>();
    for (Node argument : node.items("arguments")) {
      arguments.add(word(argument));
    }
    List<Flag> flags = new ArrayList<>();
    for (Node flag : node.items("flags")) {
      flags.add(Flag.of(flag));
    }
    return new Verb(
        name,
        node.text("about"),
        arguments,
        Optional.of(node.get("rest")).filter(Node::isObject).map(Verb::word),
        flags,
        method,
        node.text("path"),
        Show.of(node),
        Stream.concat(node.items("arguments").stream(), node.items("flags").stream())
            .filter(TreeSpec::isIn)
            .map(TreeSpec::of)
            .toList(),
        WatchSpec.of(node));
  }

  /** Flags that are not sent. */
  Set<String> locals() {
    return flags.stream().filter(Flag::local).map(Flag::name).collect(Collectors.toSet());
  }

  private static Word word(Node node) {
    return new Word(node.text("name"), node.text("about"), node.flag("required"));
  }

  List<Option> options() {
    return flags.stream().map(Flag::option).toList();
  }

  /** Whether what is given goes into a body; else it goes into the query. */
  boolean hasBody() {
    return method.equals("POST") || method.equals("PUT");
  }
}
