package cuesta.framework.ci.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.framework.ci.spec.JobSpec;
import cuesta.framework.ci.spec.PipelineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Files of the corpus with lines spoilt: there is always an answer, and it keeps its promises. */
class FuzzTest {
  private static final Path CORPUS = Path.of("src/test/resources/corpus");
  private static final List<String> WORDS =
      List.of("", "  ", "- ", ": ", "*x", "&x", "!reference [a, b]", "<<: ", "[", "}", "null", "'");

  private static final List<Project> PROJECTS = projects();

  @Property(tries = 2_000)
  void whateverIsWrittenThereIsAnAnswer(@ForAll long seed) {
    Random random = new Random(seed);
    Project project = PROJECTS.get(random.nextInt(PROJECTS.size()));
    String text = project.files().get(Project.FILE);
    for (int i = random.nextInt(3); i >= 0; i--) {
      text = spoilt(text, random);
    }
    Compiled compiled = project.file(Project.FILE, text).compiled();
    boolean fatal = compiled.remarks().stream().anyMatch(Remark::fatal);
    int answers =
        (fatal ? 1 : 0)
            + (compiled.pipeline().isPresent() ? 1 : 0)
            + (compiled.skipped().isPresent() ? 1 : 0);
    assertEquals(1, answers, text);
    compiled.pipeline().ifPresent(FuzzTest::promises);
  }

  /**
   * Names differ, stages are there, needs and dependencies are jobs, and can be met in an order.
   */
  private static void promises(PipelineSpec pipeline) {
    LinkedHashMap<String, Set<String>> needs = new LinkedHashMap<>();
    for (JobSpec job : pipeline.jobs()) {
      assertTrue(pipeline.stages().contains(job.stage()), job.stage());
      assertTrue(!job.script().main().isEmpty(), job.name());
      TreeSet<String> names = new TreeSet<>();
      job.flow().needs().orElse(List.of()).forEach(need -> names.add(need.job()));
      assertTrue(needs.put(job.name(), names) == null, job.name() + " is there twice");
    }
    needs.values().forEach(names -> assertTrue(needs.keySet().containsAll(names)));
    pipeline
        .jobs()
        .forEach(
            job ->
                assertTrue(
                    needs.keySet().containsAll(job.flow().dependencies().orElse(List.of()))));
    assertEquals(List.of(), Circles.stuck(needs));
  }

  private static String spoilt(String text, Random random) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    if (lines.isEmpty()) {
      return text;
    }
    int at = random.nextInt(lines.size());
    String line = lines.get(at);
    int cut = random.nextInt(line.length() + 1);
    String word = WORDS.get(random.nextInt(WORDS.size()));
    switch (random.nextInt(5)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
      case 2 -> lines.set(at, line.substring(0, cut) + word + line.substring(cut));
      case 3 -> lines.set(at, line.substring(0, cut));
      default -> Collections.swap(lines, at, random.nextInt(lines.size()));
    }
    return String.join("\n", lines);
  }

  private static List<Project> projects() {
    try (Stream<Path> folders = Files.list(CORPUS)) {
      List<Project> projects = new ArrayList<>();
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        projects.add(CorpusTest.project(folder));
      }
      return projects;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
