package cuesta.benchmarks.ci;

import cuesta.benchmarks.launch.Report;
import cuesta.contracts.ci.BigFile;
import cuesta.framework.ci.language.Compiled;
import cuesta.framework.ci.language.Configuration;
import cuesta.framework.ci.language.Request;
import cuesta.framework.ci.language.Source;
import cuesta.framework.ci.spec.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reading and compiling 2,000 lines. */
final class BigConfiguration {
  private static final int WARM = 100;
  private static final int TIMES = 50;
  private static final int LINTS = 5;

  private BigConfiguration() {}

  /** A project of one file. */
  private record OneFile(String name, String content) implements Source {
    @Override
    public Optional<String> text(String path) {
      return path.equals(name) ? Optional.of(content) : Optional.empty();
    }

    @Override
    public Collection<String> paths() {
      return Set.of(name);
    }

    @Override
    public Optional<Set<String>> changed() {
      return Optional.empty();
    }
  }

  static void measure(Commands commands, Project project, Report report) throws Exception {
    String text = BigFile.text();
    OneFile source = new OneFile(Project.LONG, text);
    TreeMap<String, Value> predefined = new TreeMap<>();
    predefined.put("CI_COMMIT_BRANCH", Value.of("main"));
    predefined.put("CI_PIPELINE_SOURCE", Value.of("push"));
    Request request = new Request(Project.LONG, predefined, new TreeMap<>(), Set.of());
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < WARM + TIMES; i++) {
      long begin = System.nanoTime();
      Compiled compiled = Configuration.compile(source, request);
      if (i >= WARM) {
        millis.add((System.nanoTime() - begin) / 1e6);
      }
      if (compiled.pipeline().isEmpty()) {
        throw new IOException("it does not compile: " + compiled.remarks());
      }
    }
    String what = "configuration of " + text.lines().count() + " lines: ";
    report.row(what + "read and compiled, both compilers warm", Spread.millis(millis), "");
    List<Double> lints = new ArrayList<>();
    commands.ci(project.dir(), "lint", "--file", Project.LONG);
    for (int i = 0; i < LINTS; i++) {
      lints.add(commands.ci(project.dir(), "lint", "--file", Project.LONG).millis());
    }
    report.row(what + "cuesta ci lint", Spread.millis(lints), "");
  }
}
