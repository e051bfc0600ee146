package cuesta.benchmarks.ci;

import cuesta.contracts.ci.BigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A git repository with configurations in it.
 *
 * @param dir its work tree
 */
record Project(Path dir) {
  static final int JOBS = 20;

  /** Jobs in one stage. */
  static final String FLAT = "flat.yml";

  /** Jobs of which each needs the one before. */
  static final String CHAIN = "chain.yml";

  /** One job that prints. */
  static final String LINE = "line.yml";

  /** One that leaves much, and one that needs it. */
  static final String BIG = "big.yml";

  /** A long one. */
  static final String LONG = "long.yml";

  static final int BIG_BYTES = 100_000_000;

  static Project create(Path dir) throws Exception {
    Project project = new Project(Files.createDirectory(dir));
    StringBuilder flat = new StringBuilder();
    StringBuilder chain = new StringBuilder();
    for (int i = 0; i < JOBS; i++) {
      String job = "job-%d:\n  script: echo %d\n".formatted(i, i);
      flat.append(job);
      chain.append(job).append("  needs: [").append(i == 0 ? "" : "job-" + (i - 1)).append("]\n");
    }
    project.write(FLAT, flat.toString());
    project.write(CHAIN, chain.toString());
    project.write(LINE, "line:\n  script: echo a line\n");
    project.write(
        BIG,
        """
        stages: [make, use]
        make:
          stage: make
          script: head -c %d /dev/urandom > big
          artifacts: {paths: [big]}
        use:
          stage: use
          script: test -s big
        """
            .formatted(BIG_BYTES));
    project.write(LONG, BigFile.text());
    project.git("init", "-q", "-b", "main");
    project.git("add", "-A");
    project.git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "all");
    return project;
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(dir.resolve(file), text);
  }

  private void git(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-C", dir.toString()));
    command.addAll(List.of(words));
    Run.of(dir, Map.of(), command);
  }
}
