package cuesta.cli;

import static cuesta.cli.FakeMaster.broken;
import static cuesta.cli.FakeMaster.json;
import static cuesta.cli.FakeMaster.ok;
import static cuesta.cli.FakeMaster.reason;
import static cuesta.cli.FakeMaster.silence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.archive.Limits;
import cuesta.archive.Packer;
import cuesta.archive.Tree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers that are only the begin, that break, and that are archives. */
@Timeout(60)
class FollowTest {
  private static final String COMMANDS =
      """
      {"about": "runs pipelines", "commands": [
       {"name": "run", "about": "runs one", "method": "POST", "path": "pipelines",
        "flags": [{"name": "detach", "local": true}],
        "show": {"line": "pipeline {id}", "follow": {"path": "pipelines/{id}/follow",
          "end": "pipelines/{id}", "unless": "detach",
          "leaving": "pipeline {id} goes on: cuesta ci show {id}"}}},
       {"name": "logs", "path": "logs/{job}", "arguments": [{"name": "job", "required": true}],
        "show": {"stream": true, "resume": "offset"}},
       {"name": "artifacts list", "path": "artifacts", "show": {"fields": true}},
       {"name": "artifacts get", "path": "artifacts/{job}", "arguments": [{"name": "job", "required": true}],
        "flags": [{"name": "into", "value": "DIR", "local": true}], "show": {"unpack": "into"}}]}
      """;

  private final FakeMaster master = new FakeMaster();
  private Path home;
  private Invocation cuesta;

  @BeforeEach
  void begin(@TempDir Path home) throws IOException {
    this.home = home;
    Files.createDirectories(home.resolve("elsewhere"));
    cuesta = new Invocation(home).env("CUESTA_MASTER", master.url());
    master.on("GET /ci/cli", ok(COMMANDS)).on("POST /ci/pipelines", ok("{\"id\":7}"));
  }

  @AfterEach
  void stop() {
    master.close();
  }

  private void pages(FakeMaster.Say... pages) {
    master.on("GET /ci/pipelines/7/follow", pages);
  }

  private List<String> questions() {
    return master.calls().stream().filter(call -> call.contains("/follow")).toList();
  }

  @Test
  void linesShowAsTheyComeAndTheExitIsTheStatus() {
    pages(
        ok(
            "{\"lines\":[\"a\",\"\\u001b[32mgreen\\u001b[0m\\u001b[2J\"],\"live\":[\"L\"],\"next\":\"1"
                + " x\"}"),
        ok("{\"lines\":[],\"live\":[\"L\"],\"next\":\"2\"}"),
        ok("{\"lines\":[\"b\"],\"next\":\"3\",\"exit\":4}"));
    assertEquals(4, cuesta.run("ci", "run"));
    assertEquals("pipeline 7\na\ngreen?[2J\nb\n", cuesta.out());
    assertEquals("", cuesta.err());
    assertEquals(
        List.of(
            "GET /ci/pipelines/7/follow?wait=20",
            "GET /ci/pipelines/7/follow?after=1%20x&wait=20",
            "GET /ci/pipelines/7/follow?after=2&wait=20"),
        questions());
  }

  @Test
  void onATerminalWhatIsLiveIsDrawnBelowAndErased() {
    cuesta.env("CUESTA_TERMINAL", "12").env("COLUMNS", "6").env("LINES", "3");
    pages(
        ok(
            "{\"lines\":[\"a\"],\"live\":[\"\\u001b[1mabcdef\\u001b[0m\",\"2\",\"3\"],\"next\":\"1\"}"),
        ok("{\"lines\":[\"b\"],\"live\":[\"x\"],\"exit\":0}"));
    assertEquals(0, cuesta.run("ci", "run"));
    assertEquals("pipeline 7\na\n\u001b[1mabcd…\u001b[0m\n2\n\u001b[2A\u001b[Jb\n", cuesta.out());
  }

  @Test
  void withoutColoursNothingIsLive() {
    cuesta.env("CUESTA_TERMINAL", "1").env("NO_COLOR", "1");
    pages(ok("{\"lines\":[\"\\u001b[1ma\"],\"live\":[\"x\"]}"), ok("{\"exit\":0}"));
    assertEquals(0, cuesta.run("ci", "run"));
    assertEquals("pipeline 7\na\n", cuesta.out());
  }

  @Test
  void programsGetTheEndAlone() {
    pages(ok("{\"lines\":[\"a\"],\"next\":\"1\"}"), ok("{\"lines\":[\"b\"],\"exit\":1}"));
    master.on("GET /ci/pipelines/7", silence(), ok("{\"id\":7,\"status\":\"failed\"}"));
    assertEquals(1, cuesta.run("ci", "run", "--json"));
    assertEquals("{\"id\":7,\"status\":\"failed\"}\n", cuesta.out());
  }

  @Test
  void aSwitchLeavesItOut() {
    assertEquals(0, cuesta.run("ci", "run", "--detach"));
    assertEquals("pipeline 7\n", cuesta.out());
    assertTrue(master.calls().contains("POST /ci/pipelines {}"), master.calls()::toString);
    assertEquals(0, cuesta.run("ci", "run", "--detach", "--json"));
    assertTrue(cuesta.out().endsWith("{\"id\":7}\n"), cuesta::out);
    assertEquals(List.of(), questions());
  }

  @Test
  void whatBreaksIsAskedAgainWithItsCursor() {
    FakeMaster.Say away = json(503, reason("NOT_LEADER", "nobody leads"));
    FakeMaster.Say late = json(504, reason("PLUGIN_LATE", "late"));
    pages(
        ok("{\"lines\":[\"a\"],\"next\":\"1\"}"),
        silence(),
        away,
        late,
        away,
        away,
        away,
        away,
        away,
        away,
        ok("{\"lines\":[\"b\"],\"exit\":0}"));
    assertEquals(0, cuesta.run("ci", "run"));
    assertEquals("pipeline 7\na\nb\n", cuesta.out());
    assertEquals(1, cuesta.err().lines().filter(line -> line.contains("asking again")).count());
    assertTrue(cuesta.err().endsWith("it answers again\n"), cuesta::err);
    assertTrue(questions().getLast().contains("after=1&"), questions()::toString);
  }

  @Test
  void aFrameworkThatIsReplacedIsWaitedForAndWhatIsForgottenIsNot() {
    String gone = reason("UNKNOWN", "nothing is served there").replace("\"\"", "\"/ci\"");
    pages(
        ok("{\"lines\":[\"a\"],\"next\":\"1\"}"),
        json(404, gone),
        json(404, gone),
        ok("{\"lines\":[\"b\"],\"next\":\"2\"}"),
        json(404, reason("UNKNOWN", "no such pipeline")));
    assertEquals(1, cuesta.run("ci", "run"));
    assertEquals("pipeline 7\na\nb\n", cuesta.out());
    assertTrue(cuesta.err().contains("no such pipeline"), cuesta::err);
  }

  @Test
  void whoLeavesIsToldHowToComeBack() {
    AtomicReference<IntConsumer> signals = new AtomicReference<>();
    cuesta.signals(signals::set);
    pages(
        ok("{\"lines\":[\"a\"],\"next\":\"1\"}"),
        call -> {
          signals.get().accept(2);
          ok("{\"lines\":[\"late\"],\"next\":\"2\"}").to(call);
        });
    assertEquals(130, cuesta.run("ci", "run"));
    assertEquals("pipeline 7\na\n", cuesta.out());
    assertEquals("pipeline 7 goes on: cuesta ci show 7\n", cuesta.err());
  }

  @Test
  void aStreamThatBrokeGoesOnAtItsByte() {
    master.on(
        "GET /ci/logs/j",
        broken("0123456789", 4),
        json(503, reason("NOT_LEADER", "x")),
        broken("0123456789", 5),
        FakeMaster.file("0123456789"));
    assertEquals(0, cuesta.run("ci", "logs", "j"));
    assertEquals("0123456789", cuesta.out());
    assertEquals("GET /ci/logs/j?offset=9", master.calls().getLast());
  }

  @Test
  void anArchiveIsUnpackedAndListed() throws IOException {
    Path source = Files.createDirectories(home.resolve("source/dir"));
    Files.writeString(source.resolve("a"), "A");
    Files.writeString(source.resolve("b\u0007"), "B");
    Files.createSymbolicLink(source.resolve("l"), Path.of("/no/where"));
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    new Packer(Packer.Keep.CONTENT, Limits.DEFAULT)
        .pack(
            Tree.at(home.resolve("source")),
            List.of("dir", "dir/a", "dir/b\u0007", "dir/l"),
            archive);
    master.on("GET /ci/artifacts/j", FakeMaster.bytes(archive.toByteArray()));
    assertEquals(0, cuesta.run("ci", "artifacts", "get", "j", "--into", "out"), cuesta::err);
    assertEquals("dir/a\ndir/b?\ndir/l -> /no/where\n", cuesta.out());
    assertEquals("A", Files.readString(home.resolve("elsewhere/out/dir/a")));
    assertEquals("GET /ci/artifacts/j", master.calls().getLast());
    assertEquals(0, cuesta.run("ci", "artifacts", "get", "j", "--json"), cuesta::err);
    assertTrue(cuesta.out().contains("\"bytes\":2,\"files\":[\"dir/a\""), cuesta::out);
  }

  @Test
  void whatIsNoArchiveSaysSo() {
    byte[] text = "no archive".getBytes(StandardCharsets.UTF_8);
    master.on("GET /ci/artifacts/j", FakeMaster.bytes(text));
    assertEquals(1, cuesta.run("ci", "artifacts", "get", "j"));
    assertTrue(cuesta.err().contains("cannot be unpacked into"), cuesta::err);
  }

  @Test
  void commandsMayHaveTwoWords() {
    master.on("GET /ci/artifacts", ok("{\"x\":1}"));
    assertEquals(0, cuesta.run("ci", "artifacts", "list"));
    assertEquals("x: 1\n", cuesta.out());
    assertEquals(2, cuesta.run("ci", "artifacts", "lits"));
    assertTrue(cuesta.err().contains("did you mean 'artifacts list'?"), cuesta::err);
    assertEquals(2, cuesta.run("ci", "artifacts"));
    assertTrue(
        cuesta
            .err()
            .contains("unknown command 'ci artifacts'; use artifacts list or artifacts get"),
        cuesta::err);
    assertEquals(2, cuesta.run("ci", "artifact"));
    assertEquals(2, cuesta.run("ci", "rnu"));
    assertTrue(cuesta.err().contains("did you mean 'run'?"), cuesta::err);
    assertEquals(0, cuesta.run("help", "ci", "artifacts", "get"));
    assertTrue(
        cuesta.out().contains("Usage: cuesta ci artifacts get [OPTION...] JOB"), cuesta::out);
    assertEquals(0, cuesta.run("ci", "--help"));
    assertTrue(cuesta.out().contains("  artifacts list"), cuesta::out);
  }

  @Test
  void theyAreCompletedToo() {
    master.on("GET /frameworks", ok("{\"frameworks\":[{\"name\":\"ci\"}]}"));
    assertEquals(0, cuesta.run("completion", "bash"));
    assertTrue(cuesta.out().contains("3:artifacts) COMPREPLY=($(compgen -W 'get list' --"));
    assertTrue(cuesta.out().contains("2:*) COMPREPLY=($(compgen -W 'artifacts logs run' --"));
    assertFalse(cuesta.out().contains("'artifacts get"));
  }
}
