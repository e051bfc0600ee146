package cuesta.framework.ci.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The corpus gives the same jobs as gitlab-ci-local says (src/test/oracle), but for what
 * differences.md lists with its reason.
 */
class CorpusTest {
  private static final Path CORPUS = Path.of("src/test/resources/corpus");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| `([^`]+)` \\|");

  /** Facts about the graph: whether a job is there, and when it runs. */
  private static final Pattern GRAPH =
      Pattern.compile("^[^.]+$|[.](stage|when|allow_failure|needs)$");

  @Test
  void whatDiffersFromTheOracleIsListedAndNothingElse() throws IOException {
    TreeSet<String> found = new TreeSet<>();
    TreeSet<String> cases = new TreeSet<>();
    int facts = 0;
    int jobs = 0;
    TreeSet<String> different = new TreeSet<>();
    try (Stream<Path> folders = Files.list(CORPUS)) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        String name = folder.getFileName().toString();
        cases.add(name);
        Facts theirs = Facts.ofOracle(folder.resolve("expected.json"));
        Facts ours = Facts.of(project(folder).compiled());
        facts += theirs.size();
        jobs += theirs.jobs().size();
        theirs
            .differences(ours)
            .forEach(
                (fact, how) -> {
                  found.add(name + " " + fact + "   " + how);
                  if (GRAPH.matcher(fact).find() && !fact.equals("error")) {
                    different.add(name + " " + fact.replaceFirst("[.]\\w+$", ""));
                  }
                });
      }
    }
    TreeSet<String> listed = new TreeSet<>();
    ROW.matcher(Files.readString(CORPUS.resolve("differences.md")))
        .results()
        .forEach(row -> listed.add(row.group(1) + " " + row.group(2)));
    List<String> unlisted =
        found.stream().filter(one -> !listed.contains(one.replaceFirst("   .*", ""))).toList();
    List<String> gone = new ArrayList<>(listed);
    gone.removeAll(found.stream().map(one -> one.replaceFirst("   .*", "")).toList());
    assertEquals(List.of(), unlisted, "differs, and differences.md does not say why");
    assertEquals(List.of(), gone, "differences.md lists what does not differ");
    assertTrue(cases.size() >= 60, "the corpus has " + cases.size() + " cases");
    String sum =
        "%d of %d facts differ, %d of %d jobs have another place in the graph"
            .formatted(found.size(), facts, different.size(), jobs);
    System.out.println(sum);
    assertTrue(found.size() * 20 <= facts && different.size() * 20 <= jobs, sum);
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
