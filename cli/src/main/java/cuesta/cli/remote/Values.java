package cuesta.cli.remote;

import cuesta.cli.args.Args;
import cuesta.cli.args.BadArgs;
import cuesta.cli.args.Word;
import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import cuesta.cli.text.Closest;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was given on a line, by name: arguments, then the rest, then flags. */
final class Values {
  private Values() {}

  /**
   * Refuses what the framework said it would refuse, before anybody is called.
   *
   * @param here what names of files are relative to
   * @return strings, {@code true}, lists of strings, objects of strings, directories by their name;
   *     what was not given is not there
   */
  static Map<String, Node> of(Verb verb, Args args, Path here) throws BadArgs, Trouble {
    Map<String, Node> values = new LinkedHashMap<>();
    for (int i = 0; i < args.words().size(); i++) {
      values.put(verb.arguments().get(i).name(), new Node(args.words().get(i)));
    }
    if (!args.rest().isEmpty()) {
      values.put(verb.rest().map(Word::name).orElseThrow(), list(args.rest()));
    }
    for (Flag flag : verb.flags()) {
      List<String> given = args.texts(flag.typed());
      if (!given.isEmpty()) {
        check(flag, given);
        values.put(flag.name(), value(flag, given, here));
      } else if (flag.required()) {
        throw new BadArgs("option '" + flag.typed() + "' is missing; give it " + flag.value());
      }
    }
    return values;
  }

  private static void check(Flag flag, List<String> given) throws BadArgs {
    for (String value : given) {
      if (!flag.values().isEmpty() && !flag.values().contains(value)) {
        String hint =
            Closest.find(value, flag.values())
                .map(close -> "did you mean '" + close + "'?")
                .orElse("use " + String.join(", ", flag.values()));
        throw new BadArgs(flag.typed() + " cannot be '" + value + "'; " + hint);
      }
    }
  }

  private static Node value(Flag flag, List<String> given, Path here) throws BadArgs, Trouble {
    return switch (flag.kind()) {
      case SWITCH -> new Node(true);
      case TEXT, TREE -> new Node(given.getLast());
      case LIST -> list(given);
      case MAP -> map(flag, given);
      case FILE -> new Node(content(flag, here.resolve(given.getLast())));
    };
  }

  private static Node list(List<String> texts) {
    return new Node(texts.stream().map(Node::new).toList());
  }

  private static Node map(Flag flag, List<String> given) throws BadArgs {
    Map<String, Node> members = new LinkedHashMap<>();
    for (String text : given) {
      int equals = text.indexOf('=');
      if (equals <= 0) {
        throw new BadArgs(
            flag.typed() + " '" + text + "' has no name and value; give " + flag.value());
      }
      members.put(text.substring(0, equals), new Node(text.substring(equals + 1)));
    }
    return new Node(members);
  }

  private static String content(Flag flag, Path file) throws Trouble {
    String why;
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      why = "no such file";
    } catch (AccessDeniedException e) {
      why = "permission denied";
    } catch (CharacterCodingException e) {
      why = "it is no text in UTF-8";
    } catch (IOException e) {
      why = Files.isDirectory(file) ? "it is a directory" : String.valueOf(e.getMessage());
    }
    throw new Trouble(flag.typed() + ": " + file + " cannot be read: " + why);
  }
}
