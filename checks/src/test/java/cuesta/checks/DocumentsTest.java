package cuesta.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents must say, as far as a machine can tell. */
class DocumentsTest {
  private static final String COMPONENT = "org.osgi.service.component.annotations.Component";

  /** Only tests use them; the codes they make up are nobody's promise. */
  private static final Set<String> UNSHIPPED =
      Set.of("benchmarks", "bundles/contracts", "bundles/testkit", "itests");

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|");
  private static final Pattern CONSTANT =
      Pattern.compile("static final String (\\w+) =\\s*\"([A-Z]+(?:_[A-Z]+)*)\";");
  private static final Pattern USE =
      Pattern.compile("Reason\\.of\\(\\s*(?:\"([A-Z_]+)\"|([\\w.]*?)([A-Z_]+)\\s*,)");

  @Test
  void everyReasonCodeIsExplainedAndEveryExplainedOneExists() throws IOException {
    String page = Files.readString(Tree.ROOT.resolve("docs/reference/reasons.md"));
    List<String> rows = ROW.matcher(page).results().map(row -> row.group(1)).toList();
    TreeSet<String> explained = new TreeSet<>(rows);
    assertEquals(rows.size(), explained.size(), "reasons.md explains a code twice");
    TreeSet<String> existing = new TreeSet<>(constants("bundles/api", "Reasons.java").values());
    assertFalse(existing.isEmpty(), "no codes in cuesta.api.Reasons");
    for (String module : Tree.modules()) {
      if (!UNSHIPPED.contains(module)) {
        existing.addAll(ownCodes(module));
      }
    }
    assertEquals(
        String.join("\n", existing),
        String.join("\n", explained),
        "docs/reference/reasons.md must have one row for each code of cuesta.api.Reasons and each"
            + " code that a module makes itself");
  }

  /** A rule that finds nothing anywhere would look just as green. */
  @Test
  void codesThatPluginsMakeThemselvesAreFound() throws IOException {
    assertEquals(Set.of("DRF_SHARE", "ROLE_LIMIT"), ownCodes("bundles/allocator-drf"));
  }

  @Test
  void everyBundleWithAComponentSaysWhatItIs() {
    TreeSet<String> silent = new TreeSet<>();
    for (String module : Tree.modules()) {
      boolean component =
          Tree.classes(module).stream().anyMatch(type -> type.isAnnotatedWith(COMPONENT));
      if (component && !Files.isRegularFile(Tree.ROOT.resolve(module).resolve("README.md"))) {
        silent.add(module);
      }
    }
    assertEquals(
        Set.of(),
        silent,
        "add a README.md of 10 to 40 lines: purpose, services in and out, configuration, what a"
            + " swap does, what it may never do");
  }

  /** First arguments of {@code Reason.of} that are not constants of the api. */
  private static Set<String> ownCodes(String module) throws IOException {
    TreeMap<String, String> constants = constants(module, ".java");
    TreeSet<String> codes = new TreeSet<>();
    for (Path file : sources(module, ".java")) {
      for (MatchResult use : USE.matcher(Files.readString(file)).results().toList()) {
        if (use.group(1) != null) {
          codes.add(use.group(1));
        } else if (!use.group(2).endsWith("Reasons.") && constants.containsKey(use.group(3))) {
          codes.add(constants.get(use.group(3)));
        }
      }
    }
    return codes;
  }

  private static TreeMap<String, String> constants(String module, String suffix)
      throws IOException {
    TreeMap<String, String> constants = new TreeMap<>();
    for (Path file : sources(module, suffix)) {
      CONSTANT
          .matcher(Files.readString(file))
          .results()
          .forEach(found -> constants.put(found.group(1), found.group(2)));
    }
    return constants;
  }

  private static List<Path> sources(String module, String suffix) throws IOException {
    Path folder = Tree.ROOT.resolve(module).resolve("src/main/java");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }
}
