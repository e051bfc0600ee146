package cuesta.cli;

import static cuesta.cli.FakeMaster.json;
import static cuesta.cli.FakeMaster.ok;
import static cuesta.cli.FakeMaster.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.archive.Entry;
import cuesta.archive.Limits;
import cuesta.archive.Look;
import cuesta.cli.json.Node;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that send a directory, with real git repositories. */
@Timeout(60)
class TreeTest {
  private static final String COMMANDS =
      """
      {"commands": [
       {"name": "run", "method": "POST", "path": "pipelines",
        "arguments": [{"name": "dir", "tree": {"untracked": "untracked", "ref": "ref"}}],
        "flags": [{"name": "untracked", "local": true}, {"name": "ref", "value": "REF", "local": true},
                  {"name": "file", "value": "F"}],
        "show": {"line": "pipeline {id}"}},
       {"name": "watch", "method": "POST", "path": "pipelines",
        "arguments": [{"name": "dir", "tree": {"ref": "ref"}}],
        "flags": [{"name": "branch", "value": "B", "local": true}, {"name": "every", "value": "T", "local": true}],
        "watch": {"tree": "dir", "branch": "branch", "every": "every"},
        "show": {"line": "pipeline {id}"}}]}
      """;

  private final FakeMaster master = new FakeMaster();
  private Path repository;
  private Invocation cuesta;

  @BeforeEach
  void repository(@TempDir Path home) throws Exception {
    Files.createDirectories(home.resolve("elsewhere"));
    repository = Files.createDirectories(home.resolve("project"));
    cuesta = new Invocation(home).env("CUESTA_MASTER", master.url());
    master.on("GET /ci/cli", ok(COMMANDS));
    master.on("POST /ci/pipelines", ok("{\"id\":1}"), ok("{\"id\":2}"), ok("{\"id\":3}"));
    git("init", "-q", "-b", "main");
    git("config", "user.name", "Ada");
    git("config", "user.email", "ada@example.org");
    write("a.txt", "one");
    write("src/b c.txt", "two");
    write(".gitignore", "ignored\n");
    git("add", ".");
    git("commit", "-q", "-m", "First\n\nwith a body");
  }

  @AfterEach
  void stop() {
    master.close();
  }

  private String git(String... line) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(Arrays.asList(line));
    Process process =
        new ProcessBuilder(command)
            .directory(repository.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said.strip();
  }

  private void write(String name, String text) throws IOException {
    Path file = repository.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** What the framework was told. */
  private Node sent(int index) throws IOException {
    List<String> posts =
        master.calls().stream().filter(call -> call.startsWith("POST /ci/pipelines ")).toList();
    return Node.parse(
        posts
            .get(index)
            .substring("POST /ci/pipelines ".length())
            .getBytes(StandardCharsets.UTF_8));
  }

  private Node tree(int index) throws IOException {
    return sent(index).get("dir");
  }

  private List<String> packed(String hash) throws IOException {
    List<String> entries = new ArrayList<>();
    byte[] archive = master.blobs().get(hash);
    try (Look look = new Look(new ByteArrayInputStream(archive), Limits.DEFAULT)) {
      for (Optional<Entry> next = look.next(); next.isPresent(); next = look.next()) {
        String content = new String(look.content().readAllBytes(), StandardCharsets.UTF_8);
        entries.add(next.get().name() + "=" + content.strip());
      }
    }
    return entries;
  }

  private int run(String... more) {
    List<String> line = new ArrayList<>(List.of("ci", "run", "../project"));
    line.addAll(Arrays.asList(more));
    return cuesta.run(line.toArray(String[]::new));
  }

  @Test
  void whatIsTrackedIsSentAsItIsNowWithWhatGitSaysOfIt() throws Exception {
    git("remote", "add", "origin", "https://ada:secret@git.example.org/group/thing.git");
    String first = git("rev-parse", "HEAD");
    write("a.txt", "three");
    git("commit", "-q", "-a", "-m", "Second");
    git("tag", "v1");
    write("src/b c.txt", "changed");
    write("new.txt", "x");
    write("ignored", "y");
    assertEquals(0, run("--file", "f.yml"), cuesta::err);
    assertEquals("pipeline 1\n", cuesta.out());
    assertEquals("f.yml", sent(0).text("file"));
    Node tree = tree(0);
    assertEquals(
        List.of(".gitignore=ignored", "a.txt=three", "src/b c.txt=changed"),
        packed(tree.text("hash")));
    assertEquals(3, tree.number("files", 0));
    assertEquals(master.blobs().get(tree.text("hash")).length, tree.number("bytes", 0));
    Node git = tree.get("git");
    assertEquals("thing", git.text("name"));
    assertEquals("https://git.example.org/group/thing.git", git.text("remote"));
    assertEquals("main", git.text("branch"));
    assertEquals("main", git.text("default_branch"));
    assertEquals("v1", git.text("tag"));
    assertEquals(git("rev-parse", "HEAD"), git.text("sha"));
    assertEquals(first, git.text("before"));
    assertEquals("Second", git.text("message"));
    assertEquals("Ada <ada@example.org>", git.text("author"));
    assertEquals("[\"a.txt\",\"src/b c.txt\"]", git.text("changed"));
    assertEquals(1, git.number("dirty", 0));
    assertFalse(sent(0).toString().contains("secret"));
  }

  @Test
  void untrackedFilesAreSentOnRequestAndDeletedOnesAreNot() throws Exception {
    write("new.txt", "x");
    write("ignored", "y");
    Files.delete(repository.resolve("a.txt"));
    assertEquals(0, run("--untracked"), cuesta::err);
    assertEquals(
        List.of(".gitignore=ignored", "new.txt=x", "src/b c.txt=two"),
        packed(tree(0).text("hash")));
    assertTrue(tree(0).get("git").get("changed").isNull(), "there is nothing before it");
    assertEquals(2, tree(0).get("git").number("dirty", 0));
    assertTrue(sent(0).get("untracked").isNull(), "it is for the command line alone");
  }

  @Test
  void aCommitIsSentAsItWasAndTheSameTreeOnlyOnce() throws Exception {
    git("branch", "old");
    assertEquals(0, run(), cuesta::err);
    write("a.txt", "three");
    git("commit", "-q", "-a", "-m", "Second");
    write("a.txt", "dirty");
    assertEquals(0, run("--ref", "old"), cuesta::err);
    assertEquals(tree(0).text("hash"), tree(1).text("hash"));
    assertEquals(1, master.blobs().size());
    assertEquals(1, master.calls().stream().filter(call -> call.startsWith("PUT ")).count());
    Node git = tree(1).get("git");
    assertEquals("old", git.text("branch"));
    assertEquals(git("rev-parse", "old"), git.text("sha"));
    assertEquals(0, git.number("dirty", 7));
    assertEquals(" M a.txt", git("status", "--porcelain").replaceAll("^M", " M"), "untouched");
  }

  @Test
  void aTagOrAHashIsOfNoBranch() throws Exception {
    git("tag", "v1");
    String hash = git("rev-parse", "HEAD");
    write("a.txt", "three");
    git("commit", "-q", "-a", "-m", "Second");
    assertEquals(0, run("--ref", "v1"), cuesta::err);
    assertEquals("", tree(0).get("git").text("branch"));
    assertEquals("v1", tree(0).get("git").text("tag"));
    assertEquals(0, run("--ref", hash), cuesta::err);
    assertEquals("", tree(1).get("git").text("branch"));
    assertEquals(0, run("--ref", "HEAD"), cuesta::err);
    assertEquals("main", tree(2).get("git").text("branch"));
  }

  @Test
  void aNameThatIsNoTextIsSaidAndNotLeftOut() throws Exception {
    new ProcessBuilder("sh", "-c", "echo x > \"$(printf 'lat\\351')\" && git add -A")
        .directory(repository.toFile())
        .start()
        .waitFor();
    assertEquals(1, run());
    assertTrue(cuesta.err().contains("' is not in UTF-8; rename it"), cuesta::err);
  }

  @Test
  void linksAndExecutableFilesSurvive() throws Exception {
    Files.createSymbolicLink(repository.resolve("link"), Path.of("src/b c.txt"));
    write("run.sh", "#!/bin/sh\n");
    assertTrue(repository.resolve("run.sh").toFile().setExecutable(true));
    git("add", ".");
    assertEquals(0, run(), cuesta::err);
    byte[] archive = master.blobs().get(tree(0).text("hash"));
    List<String> found = new ArrayList<>();
    try (Look look = new Look(new ByteArrayInputStream(archive), Limits.DEFAULT)) {
      for (Optional<Entry> next = look.next(); next.isPresent(); next = look.next()) {
        Entry entry = next.get();
        found.add(entry.name() + " " + Integer.toOctalString(entry.mode()) + " " + entry.target());
      }
    }
    assertTrue(found.contains("link 777 src/b c.txt"), found::toString);
    assertTrue(found.contains("run.sh 755 "), found::toString);
  }

  @Test
  void whatCannotBeSentSaysWhatToDo() throws Exception {
    assertEquals(1, cuesta.run("ci", "run"));
    assertTrue(cuesta.err().contains("is in no git repository; 'git init'"), cuesta::err);
    assertEquals(1, cuesta.run("ci", "run", "nowhere"));
    assertTrue(cuesta.err().contains("is no directory"), cuesta::err);
    assertEquals(1, run("--ref", "--upload-pack=x"));
    assertTrue(cuesta.err().contains("names no commit"), cuesta::err);
    git("rm", "-q", "-r", "--cached", ".");
    assertEquals(1, run());
    assertTrue(cuesta.err().contains("git tracks no file"), cuesta::err);
    git("checkout", "-q", "--orphan", "empty");
    assertEquals(1, run());
    assertTrue(cuesta.err().contains("has no commit yet"), cuesta::err);
    assertTrue(master.blobs().isEmpty());
  }

  @Test
  void whatHasNoWorkTreeSaysSoInOurWords() throws Exception {
    Path elsewhere = repository.resolveSibling("elsewhere");
    git("init", "-q", "--bare", elsewhere.resolve("bare.git").toString());
    assertEquals(1, cuesta.run("ci", "run", "bare.git"));
    assertTrue(cuesta.err().contains("elsewhere/bare.git is a bare git repository"), cuesta::err);
    assertTrue(cuesta.err().contains("'git clone " + elsewhere), cuesta::err);
    assertEquals(1, cuesta.run("ci", "watch", "bare.git", "--branch", "main"));
    assertEquals(1, cuesta.run("ci", "run", "../project/.git"));
    assertTrue(cuesta.err().contains("project/.git holds git's own files"), cuesta::err);
    Files.createDirectory(elsewhere.resolve("gone"));
    Files.writeString(elsewhere.resolve("gone/.git"), "gitdir: /no/where\n");
    assertEquals(1, cuesta.run("ci", "run", "gone"));
    assertTrue(
        cuesta.err().contains("belongs to a git repository that is gone (/no/where)"), cuesta::err);
    assertFalse(cuesta.err().contains("rev-parse"), cuesta::err);
    assertFalse(cuesta.err().contains("fatal"), cuesta::err);
  }

  @Test
  void submodulesAreLeftOutAndNamed() throws Exception {
    String commit = git("rev-parse", "HEAD");
    git("update-index", "--add", "--cacheinfo", "160000," + commit + ",lib");
    assertEquals(0, run(), cuesta::err);
    assertTrue(cuesta.err().contains("submodules are not packed: lib"), cuesta::err);
    assertEquals(3, tree(0).number("files", 0));
  }

  @Test
  void aWatchCallsForEachNewCommitAndShowsRefusals() throws Exception {
    master.close();
    try (FakeMaster other = new FakeMaster()) {
      String refusal = json409();
      other.on("GET /ci/cli", ok(COMMANDS));
      AtomicReference<IntConsumer> signals = new AtomicReference<>();
      Invocation watching =
          new Invocation(repository.getParent())
              .env("CUESTA_MASTER", other.url())
              .signals(signals::set);
      other.on(
          "POST /ci/pipelines",
          call -> {
            commit("second");
            ok("{\"id\":1}").to(call);
          },
          call -> {
            commit("third");
            json(409, refusal).to(call);
          },
          call -> {
            ok("{\"id\":3}").to(call);
            Thread.ofVirtual().start(() -> leaveOnceSaid(watching, signals));
          },
          json(500, reason("INTERNAL", "called once too often")));
      assertEquals(0, watching.run("ci", "watch", "../project", "--every", "1s"), watching::err);
      assertEquals("pipeline 1\npipeline 3\n", watching.out());
      assertTrue(watching.err().contains("cuesta ci watch: FULL"), watching::err);
      assertFalse(watching.err().contains("too often"), watching::err);
    }
  }

  private static String json409() {
    return reason("FULL", "too many");
  }

  private static void leaveOnceSaid(Invocation watching, AtomicReference<IntConsumer> signals) {
    while (!watching.out().contains("pipeline 3")) {
      Thread.yield();
    }
    signals.get().accept(2);
  }

  private void commit(String text) throws IOException {
    try {
      write("a.txt", text);
      git("commit", "-q", "-a", "-m", text);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  @Test
  void aWatchNeedsABranchThatIsThere() {
    assertEquals(1, cuesta.run("ci", "watch", "../project", "--branch", "mian"));
    assertTrue(cuesta.err().contains("has no branch 'mian'"), cuesta::err);
    assertEquals(2, cuesta.run("ci", "watch", "../project", "--every", "soon"));
    assertTrue(cuesta.err().contains("give 10s, 5m or 1h"), cuesta::err);
  }
}
