package cuesta.framework.ci.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page for people and the table say the same. */
class TableTest {
  private static final Path PAGE = Path.of("../../docs/ci-language.md");
  private static final Pattern ROW = Pattern.compile("\\| `([a-z_.]+)` \\| ?(.*) \\|");

  @Test
  void eachKeyIsOnThePageUnderWhatBecomesOfIt() throws IOException {
    Map<String, TreeSet<Key.Status>> page = page();
    TreeMap<String, Key.Status> table = new TreeMap<>();
    walk("", Table.ROOT, table);
    walk("job", Table.JOB, table);
    List<String> missing = new ArrayList<>();
    table.forEach(
        (path, status) -> {
          Key.Status shown = status == Key.Status.DIRECT ? Key.Status.NOTED : status;
          if (!page.getOrDefault(path, new TreeSet<>()).contains(shown)) {
            missing.add(path + " " + shown);
          }
        });
    assertEquals(List.of(), missing, "a row in docs/ci-language.md is missing");
    List<String> unknown = new ArrayList<>(page.keySet());
    unknown.removeIf(path -> table.containsKey(path) || path.equals("job.artifacts.reports"));
    assertEquals(List.of(), unknown, "docs/ci-language.md has keys that the table does not know");
  }

  /** The keys that have a row, with the part of the page that it is in. */
  private static Map<String, TreeSet<Key.Status>> page() throws IOException {
    Map<String, TreeSet<Key.Status>> page = new TreeMap<>();
    Key.Status status = Key.Status.USED;
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("## ")) {
        status =
            line.endsWith("Refused")
                ? Key.Status.REFUSED
                : line.endsWith("yet") ? Key.Status.NOTED : Key.Status.USED;
      }
      MatchResult row = ROW.matcher(line).results().findFirst().orElse(null);
      if (row != null) {
        page.computeIfAbsent(row.group(1), _ -> new TreeSet<>()).add(status);
      }
    }
    return page;
  }

  /** Keys that are explained where they are first met, or beside a key of the page. */
  private static boolean elsewhere(String path) {
    return path.startsWith("default.")
        || path.startsWith("workflow.rules.")
        || path.startsWith("workflow.auto_cancel.")
        || path.startsWith("include.rules.")
        || path.startsWith("cache.")
        || path.matches("job[.](rules[.])?variables[.].*")
        || path.startsWith("job.rules.needs.")
        || path.matches("job[.](only|except)[.](refs|variables|changes)")
        || path.matches("job[.]rules[.](changes|exists)[.]paths")
        || path.startsWith("job.artifacts.reports.") && !path.matches(".*[.](junit|dotenv)")
        || path.matches("after_script|cache|image|services")
        || path.matches("include[.](ref|file|integrity|job)")
        || path.matches("job[.]needs[.](project|ref)|job[.]rules[.]exists[.]ref")
        || path.equals("job.except.kubernetes")
        || path.equals("job.needs.parallel");
  }

  private static void walk(String path, Kind kind, Map<String, Key.Status> found) {
    switch (kind) {
      case Kind.Group(var keys) ->
          keys.forEach(
              (name, key) -> {
                String inner = path.isEmpty() ? name : path + "." + name;
                if (!elsewhere(inner) && !group(inner)) {
                  found.put(inner, key.status());
                }
                walk(inner, key.kind(), found);
              });
      case Kind.Listing listing -> walk(path, listing.item(), found);
      case Kind.Dictionary dictionary -> walk(path, dictionary.value(), found);
      case Kind.OneOf(List<Kind> kinds) -> kinds.forEach(one -> walk(path, one, found));
      default -> {}
    }
  }

  /** Keys that only hold others. */
  private static boolean group(String path) {
    return List.of("workflow", "job.inherit", "job.artifacts", "job.artifacts.reports")
        .contains(path);
  }
}
