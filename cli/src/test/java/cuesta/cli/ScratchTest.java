package cuesta.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a process of its own, ended while it packs. */
@Timeout(60)
class ScratchTest {
  private static final String COMMANDS =
      """
      {"commands": [{"name": "run", "method": "POST", "path": "pipelines",
        "arguments": [{"name": "dir", "tree": {"ref": "ref"}}],
        "flags": [{"name": "ref", "value": "REF", "local": true}]}]}
      """;

  @TempDir Path home;

  /** A git that never comes to an end with checking files out, and has begun when it says so. */
  private Path slowGit() throws IOException {
    Path bin = Files.createDirectories(home.resolve("bin"));
    Path git = bin.resolve("git");
    Files.writeString(
        git,
        """
        #!/bin/sh
        PATH=${PATH#*:}
        [ "$1" != checkout-index ] || { "git" "$@"; : > "$BEGUN"; exec sleep 1000; }
        exec git "$@"
        """);
    Files.setPosixFilePermissions(git, PosixFilePermissions.fromString("rwxr-xr-x"));
    return bin;
  }

  private void repository() throws Exception {
    Path project = Files.createDirectory(home.resolve("project"));
    Files.writeString(project.resolve("a"), "a");
    Process made =
        new ProcessBuilder(
                "sh",
                "-c",
                "git init -q -b main && git add a"
                    + " && git -c user.name=x -c user.email=x@x commit -qm x")
            .directory(project.toFile())
            .inheritIO()
            .start();
    assertEquals(0, made.waitFor());
  }

  @Test
  void whoIsEndedWhilePackingLeavesNothing() throws Exception {
    repository();
    Path begun = home.resolve("begun");
    Path scratch = Files.createDirectory(home.resolve("tmp"));
    Path bin = slowGit();
    Files.createDirectories(home.resolve(".cuesta"));
    Files.writeString(home.resolve(".cuesta/cluster.key"), FakeMaster.KEY + "\n");
    try (FakeMaster master = new FakeMaster()) {
      master.on("GET /ci/cli", FakeMaster.ok(COMMANDS));
      ProcessBuilder builder =
          new ProcessBuilder(
              ProcessHandle.current().info().command().orElseThrow(),
              "-Djava.io.tmpdir=" + scratch,
              "-XX:-UsePerfData",
              "-cp",
              System.getProperty("java.class.path"),
              "cuesta.cli.Main",
              "ci",
              "run",
              home.resolve("project").toString(),
              "--ref",
              "main");
      builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
      builder.environment().put("HOME", home.toString());
      builder.environment().put("BEGUN", begun.toString());
      builder.environment().put("CUESTA_MASTER", master.url());
      builder.redirectErrorStream(true).redirectOutput(home.resolve("said").toFile());
      Process cuesta = builder.start();
      try {
        while (!Files.exists(begun)) {
          assertTrue(cuesta.isAlive(), () -> said());
          Thread.onSpinWait();
        }
        assertEquals(1, left(scratch).size());
        cuesta.destroy();
        cuesta.waitFor();
        assertEquals(List.of(), left(scratch));
      } finally {
        cuesta.descendants().forEach(ProcessHandle::destroyForcibly);
        cuesta.destroyForcibly();
      }
    }
  }

  private String said() {
    try {
      return Files.readString(home.resolve("said"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static List<Path> left(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
