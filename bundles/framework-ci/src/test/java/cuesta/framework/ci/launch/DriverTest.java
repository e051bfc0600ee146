package cuesta.framework.ci.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.framework.ci.spec.Script;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The driver as a real shell runs it. */
class DriverTest {
  @TempDir Path sandbox;
  private Duration timeout = Duration.ofHours(1);

  private record Ran(int status, String log) {}

  private Ran run(Script script, Map<String, String> environment) throws Exception {
    Process process = start(script, environment, new TreeMap<>());
    int status = process.waitFor();
    return new Ran(status, log());
  }

  private Process start(Script script, Map<String, String> environment, SortedMap<String, String> l)
      throws Exception {
    ProcessBuilder builder = new ProcessBuilder(Driver.of(script, l, timeout));
    builder.environment().putAll(environment);
    builder.environment().put("CUESTA_SANDBOX", sandbox.toString());
    builder.redirectOutput(file("log")).redirectError(file("errors"));
    return builder.start();
  }

  private File file(String name) {
    return sandbox.resolve(name).toFile();
  }

  private String log() throws Exception {
    return Files.readString(sandbox.resolve("log"));
  }

  private static Script script(String... main) {
    return new Script(List.of(), List.of(main), List.of());
  }

  @Test
  void showsEachLineAndWhatItSays() throws Exception {
    Ran ran = run(script("echo one", "echo two >&2", "echo \"it's\" '$three'"), Map.of());
    assertEquals(
        """
        $ echo one
        one
        $ echo two >&2
        two
        $ echo "it's" '$three'
        it's $three
        """,
        ran.log());
    assertEquals(0, ran.status());
  }

  @Test
  void endsAtTheFirstLineThatFails() throws Exception {
    Ran ran = run(script("echo one", "(exit 7)", "echo two"), Map.of());
    assertEquals(7, ran.status());
    assertEquals("$ echo one\none\n$ (exit 7)\n", ran.log());
  }

  @Test
  void aPipeFailsWithItsFirstPart() throws Exception {
    assertEquals(3, run(script("(exit 3) | cat"), Map.of()).status());
  }

  /** Names that the driver uses itself are nobody else's business. */
  @Test
  void variablesOfAnyNameReachTheScript() throws Exception {
    List<String> names =
        List.of(
            "here", "status", "stopped", "shell", "text", "result", "masker", "pipe", "sed", "i",
            "uptime", "rest", "began", "secs", "run");
    Map<String, String> environment = new TreeMap<>();
    names.forEach(name -> environment.put(name, "mine"));
    environment.put(Driver.MASK, Driver.mask(List.of("secret")));
    StringBuilder line = new StringBuilder("echo");
    names.forEach(name -> line.append(" $").append(name));
    Script script = new Script(List.of(), List.of(line.toString()), List.of(line.toString()));
    String mine = "\n" + "mine ".repeat(names.size()).strip() + "\n";
    Ran ran = run(script, environment);
    assertEquals(2, ran.log().split(mine, -1).length - 1, ran.log());
  }

  @Test
  void beforeScriptSharesTheShell() throws Exception {
    Script script = new Script(List.of("X=1"), List.of("echo X=$X", "exit 0"), List.of());
    assertTrue(run(script, Map.of()).log().endsWith("X=1\n$ exit 0\n"));
  }

  @Test
  void aLineOfSeveralIsShownByItsFirst() throws Exception {
    Ran ran = run(script("if true; then\n  echo yes\nfi\n"), Map.of());
    assertEquals("$ if true; then # collapsed multi-line command\nyes\n", ran.log());
  }

  @Test
  void afterScriptKnowsHowItWentAndChangesNothing() throws Exception {
    List<String> after = List.of("echo $CI_JOB_STATUS", "exit 9");
    Ran bad = run(new Script(List.of(), List.of("exit 4"), after), Map.of());
    assertEquals(4, bad.status());
    assertTrue(bad.log().contains("\nfailed\n"), bad.log());
    Ran good = run(new Script(List.of(), List.of("true"), after), Map.of());
    assertEquals(0, good.status());
    assertTrue(good.log().contains("\nsuccess\n"), good.log());
  }

  @Test
  void runsInTheProjectAndReadsNothing() throws Exception {
    Files.createDirectories(sandbox.resolve("project"));
    Ran ran = run(script("pwd", "cat", "echo $CI_PROJECT_DIR"), Map.of());
    String here = sandbox.resolve("project").toString();
    assertEquals("$ pwd\n%s\n$ cat\n$ echo $CI_PROJECT_DIR\n%s\n".formatted(here, here), ran.log());
  }

  @Test
  void aScriptMayBeLongerThanAnArgument() throws Exception {
    List<String> lines =
        new ArrayList<>(Collections.nCopies(3_000, "# it's long: é日🚀 " + "x".repeat(40)));
    lines.add("echo $# $0");
    lines.add("(exit 7)");
    Ran ran = run(new Script(List.of(), lines, List.of("echo after $#")), Map.of());
    assertEquals(7, ran.status());
    assertTrue(ran.log().contains("\n0 bash\n") || ran.log().contains("\n0 sh\n"), "no arguments");
    assertTrue(ran.log().endsWith("\nafter 0\n"), "the rest");
    assertEquals(3_000, ran.log().lines().filter(("$ " + lines.getFirst())::equals).count());
  }

  @Test
  void masksMegabytesAndLinesAsTheyCome() throws Exception {
    Map<String, String> masked = Map.of("S", "secret", Driver.MASK, Driver.mask(List.of("secret")));
    String seen = "until grep -q MASKED ../log; do sleep 0.01; done";
    Ran ran = run(script("echo $S", seen, "seq 1000000; echo $S"), masked);
    assertEquals(0, ran.status());
    assertTrue(ran.log().endsWith("\n1000000\n[MASKED]\n"), "all of it");
  }

  @Test
  void variablesGetTheDirectoryLate() throws Exception {
    SortedMap<String, String> late = new TreeMap<>(Map.of("REPO", Driver.HERE + "/it's/.m2"));
    start(script("echo $REPO"), Map.of(), late).waitFor();
    assertTrue(log().endsWith(sandbox.resolve("project") + "/it's/.m2\n"), log());
  }

  @Test
  void secretsAreNeverWritten() throws Exception {
    List<String> secrets = List.of("p4ss/w.rd*[x]", "p4ss/w.rd*[x]longer$^", "back\\slash");
    Map<String, String> environment =
        Map.of(
            "A",
            secrets.get(0),
            "B",
            secrets.get(1),
            "C",
            secrets.get(2),
            Driver.MASK,
            Driver.mask(secrets));
    Ran ran =
        run(
            new Script(
                List.of(),
                List.of("echo \"<$A|$B|$C>\"", "printf 'no newline %s' \"$A\"; exit 5"),
                List.of("echo \"$A\" >&2", "env | grep CUESTA_CI || true")),
            environment);
    assertEquals(5, ran.status());
    for (String secret : secrets) {
      assertFalse(ran.log().contains(secret), ran.log());
    }
    assertTrue(ran.log().contains("<[MASKED]|[MASKED]|[MASKED]>"), ran.log());
    assertTrue(ran.log().contains("no newline [MASKED]"), ran.log());
    assertEquals("", Files.readString(sandbox.resolve("errors")));
    assertFalse(Files.exists(sandbox.resolve(".cuesta-log")));
  }

  /** GitLab says failed of a job that took too long, and canceled of one that somebody stopped. */
  @ParameterizedTest
  @CsvSource({"3600, canceled", "1, failed"})
  void aStoppedJobStillRunsItsAfterScript(long seconds, String status) throws Exception {
    timeout = Duration.ofSeconds(seconds);
    Script script =
        new Script(
            List.of(),
            List.of("echo $$ > ../pid", "echo ready", "sleep 1000"),
            List.of("echo $CI_JOB_STATUS"));
    Map<String, String> masked = Map.of(Driver.MASK, Driver.mask(List.of("secret")));
    Process process = start(script, masked, new TreeMap<>());
    while (!log().contains("ready\n$ sleep")) {
      Thread.onSpinWait();
    }
    // As an agent does: everything in the container gets it.
    List<ProcessHandle> all = process.descendants().toList();
    process.destroy();
    all.forEach(ProcessHandle::destroy);
    assertEquals(143, process.waitFor());
    assertTrue(log().endsWith("\n" + status + "\n"), log());
    assertEquals("", Files.readString(sandbox.resolve("errors")));
  }

  @Test
  void whatAJobLeavesRunningDoesNotHoldItUp() throws Exception {
    Map<String, String> masked = Map.of(Driver.MASK, Driver.mask(List.of("secret")));
    Ran ran = run(script("sleep 30 & echo $! > ../left", "echo secret"), masked);
    assertEquals(0, ran.status());
    assertTrue(ran.log().contains("[MASKED]"), ran.log());
    long left = Long.parseLong(Files.readString(sandbox.resolve("left")).strip());
    ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly);
  }
}
