package cuesta.cli.tree;

import cuesta.cli.http.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The program git in a directory.
 *
 * @param directory where it runs
 * @param environment variables besides ours
 */
record Git(Path directory, Map<String, String> environment) {
  /**
   * Git sets these for its hooks; they would say that any directory belongs to the repository of
   * the hook.
   */
  private static final Set<String> OF_ANOTHER =
      Set.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR");

  /** What it said. */
  private record Said(int status, String text) {}

  /** In another directory. */
  Git in(Path other) {
    return new Git(other, environment);
  }

  /** With an index of its own, so that nothing of the repository is touched. */
  Git withIndex(Path index) {
    return new Git(directory, Map.of("GIT_INDEX_FILE", index.toString()));
  }

  /** What it prints, if it succeeds and prints something. */
  Optional<String> ask(String... line) throws Trouble {
    Said said = run(false, line);
    return Optional.of(said.text().stripTrailing())
        .filter(text -> said.status() == 0 && !text.isEmpty());
  }

  /** What it prints, divided by NUL. */
  List<String> list(String... line) throws Trouble {
    String text = need(false, line);
    return text.isEmpty() ? List.of() : List.of(text.split("\0"));
  }

  /** What it prints; its errors too if it fails. */
  String need(boolean errors, String... line) throws Trouble {
    Said said = run(errors, line);
    if (said.status() != 0) {
      String why = errors ? ": " + said.text().strip() : "";
      throw new Trouble("'git " + String.join(" ", line) + "' failed in " + directory + why);
    }
    return said.text();
  }

  private Said run(boolean errors, String... line) throws Trouble {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(line));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    complete(builder.environment());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    if (errors) {
      builder.redirectErrorStream(true);
    } else {
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    }
    try {
      Process process = builder.start();
      try (InputStream out = process.getInputStream()) {
        String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
      } finally {
        process.destroy();
      }
    } catch (IOException e) {
      throw new Trouble(
          "git cannot be started ("
              + e.getMessage()
              + "); install it: it says what belongs to "
              + directory);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Trouble("git was interrupted");
    }
  }

  /** Makes the variables of whoever calls those of git. */
  void complete(Map<String, String> variables) {
    variables.keySet().removeAll(OF_ANOTHER);
    variables.putAll(environment);
    variables.put("LC_ALL", "C");
    // It must not write into the repository only because we look.
    variables.put("GIT_OPTIONAL_LOCKS", "0");
  }
}
