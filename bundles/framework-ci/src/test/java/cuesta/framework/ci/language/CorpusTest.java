package cuesta.framework.ci.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The corpus gives the same jobs as gitlab-ci-local says (src/test/oracle), but for what
 * differences.md lists with its reason.
 */
class CorpusTest {
  private static final Path CORPUS = Path.of("src/test/resources/corpus");

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([^`]+)` \\| `([^`]+)` \\| (.*) \\|$");

  /** Facts about the graph: whether a job is there, and when it runs. */
  private static final Pattern GRAPH =
      Pattern.compile("^[^.]+$|[.](stage|when|allow_failure|needs)$");

  /** Of differences.md; {@code *} stands for anything, as in {@code *.tags}. */
  private record Row(String name, String fact, String why) {
    static Row of(MatchResult row) {
      return new Row(row.group(1), row.group(2), row.group(3));
    }

    boolean fits(String in, String what) {
      return name.equals(in) && what.matches("\\Q" + fact.replace("*", "\\E.*\\Q") + "\\E");
    }

    /** The oracle does not implement these. */
    boolean policy() {
      return why.startsWith("`only`") || why.startsWith("`except`");
    }
  }

  /** How many of how many are the same. */
  private static final class Count {
    private int all;
    private int different;

    void add(int more, int differ) {
      all += more;
      different += differ;
    }

    /** At least 95 %. */
    boolean mostly() {
      return different * 20 <= all;
    }

    @Override
    public String toString() {
      return all - different + " of " + all;
    }
  }

  private final Count files = new Count();
  private final Count jobs = new Count();
  private final Count facts = new Count();
  private int policies;

  @Test
  void whatDiffersFromTheOracleIsListedAndNothingElse() throws IOException {
    List<Row> rows =
        ROW.matcher(Files.readString(CORPUS.resolve("differences.md")))
            .results()
            .map(Row::of)
            .toList();
    Set<Row> used = new HashSet<>();
    List<String> unlisted = new ArrayList<>();
    for (Path folder : cases()) {
      String name = folder.getFileName().toString();
      Facts theirs = Facts.ofOracle(folder.resolve("expected.json"));
      SortedMap<String, String> found = theirs.differences(Facts.of(project(folder).compiled()));
      Set<Row> needed = new HashSet<>();
      found.forEach(
          (fact, how) -> {
            List<Row> fit = rows.stream().filter(row -> row.fits(name, fact)).toList();
            needed.addAll(fit);
            if (fit.isEmpty()) {
              unlisted.add(name + " " + fact + "   " + how);
            }
          });
      count(theirs, found.keySet(), needed);
      used.addAll(needed);
    }
    assertEquals(List.of(), unlisted, "differs, and differences.md does not say why");
    assertEquals(
        List.of(),
        rows.stream().filter(row -> !used.contains(row)).toList(),
        "differences.md lists what does not differ");
    String sum =
        ("%s files have the same graph, %d more but for only and except, which the oracle does not"
                + " look at; %s jobs have the same place in it; %s facts are the same")
            .formatted(files, policies, jobs, facts);
    System.out.println(sum);
    assertTrue(files.all >= 150, sum);
    files.add(0, -policies);
    assertTrue(files.mostly() && jobs.mostly() && facts.mostly(), sum);
  }

  private void count(Facts theirs, Collection<String> different, Set<Row> rows) {
    Set<String> places = new TreeSet<>();
    different.stream()
        .filter(fact -> GRAPH.matcher(fact).find())
        .forEach(fact -> places.add(fact.replaceFirst("[.]\\w+$", "")));
    files.add(1, places.isEmpty() ? 0 : 1);
    if (!places.isEmpty() && rows.stream().allMatch(Row::policy)) {
      policies++;
    }
    places.remove("error");
    jobs.add(theirs.jobs().size(), places.size());
    facts.add(theirs.size(), different.size());
  }

  private static List<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CORPUS)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  static Project project(Path folder) throws IOException {
    TreeMap<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile)
          .forEach(path -> files.put(folder.relativize(path).toString(), read(path)));
    }
    files.remove("expected.json");
    String given = files.remove("case-given.txt");
    String changed = files.remove("case-changed.txt");
    Project project = Project.of(files.get(Project.FILE)).predefined("CI_COMMIT_REF_SLUG", "main");
    for (var file : files.entrySet()) {
      project = project.file(file.getKey(), file.getValue());
    }
    for (String line : given == null ? List.<String>of() : given.lines().toList()) {
      project = project.given(line.substring(0, line.indexOf('=')), line.replaceFirst(".*?=", ""));
    }
    return changed == null ? project : project.changed(changed.lines().toArray(String[]::new));
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
