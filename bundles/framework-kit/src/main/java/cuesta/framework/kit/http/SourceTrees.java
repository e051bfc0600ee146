package cuesta.framework.kit.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import cuesta.api.blob.Blob;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what the command line sends of a directory. Members of later versions are skipped. */
final class SourceTrees {
  private SourceTrees() {}

  static SourceTree read(String field, JsonParser parser) throws IOException {
    TreeMap<String, String> texts = new TreeMap<>();
    Optional<SourceTree.Git> git = Optional.empty();
    open(field, parser);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals("git")) {
        git = Optional.of(git(field + ".git", parser));
      } else {
        scalar(field, name, parser, texts);
      }
    }
    Blob blob =
        Input.checked(
            field + ".hash",
            () -> new Blob(need(texts, field, "hash"), number(texts, field, "bytes")));
    if (git.isEmpty()) {
      throw Invalid.field(field + ".git", "it is missing", "say what git says of the tree");
    }
    return new SourceTree(blob, number(texts, field, "files"), git.get());
  }

  private static SourceTree.Git git(String field, JsonParser parser) throws IOException {
    TreeMap<String, String> texts = new TreeMap<>();
    Optional<List<String>> changed = Optional.empty();
    open(field, parser);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals("changed") && parser.currentToken() != JsonToken.VALUE_NULL) {
        changed = Optional.of(Inputs.texts(field + ".changed", parser));
      } else {
        scalar(field, name, parser, texts);
      }
    }
    return new SourceTree.Git(
        need(texts, field, "name"),
        texts.getOrDefault("branch", ""),
        texts.getOrDefault("tag", ""),
        need(texts, field, "sha"),
        texts.getOrDefault("before", ""),
        texts.getOrDefault("message", ""),
        texts.getOrDefault("author", ""),
        texts.getOrDefault("time", ""),
        texts.getOrDefault("remote", ""),
        texts.getOrDefault("default_branch", ""),
        changed,
        texts.containsKey("dirty") ? number(texts, field, "dirty") : 0);
  }

  private static void open(String field, JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw Invalid.field(field, "it is not an object", "see docs/reference/cli.md, tree");
    }
  }

  private static void scalar(
      String field, String name, JsonParser parser, Map<String, String> texts) throws IOException {
    if (parser.currentToken().isStructStart()) {
      parser.skipChildren();
    } else if (parser.currentToken() != JsonToken.VALUE_NULL) {
      texts.put(name, Inputs.text(field + "." + name, parser));
    }
  }

  private static String need(Map<String, String> texts, String field, String name) {
    String text = texts.getOrDefault(name, "");
    if (text.isEmpty()) {
      throw Invalid.field(field + "." + name, "it is missing", "");
    }
    return text;
  }

  private static long number(Map<String, String> texts, String field, String name) {
    String text = need(texts, field, name);
    if (!text.matches("[0-9]{1,18}")) {
      throw Invalid.field(field + "." + name, "'" + text + "' is not a whole number", "");
    }
    return Long.parseLong(text);
  }
}
