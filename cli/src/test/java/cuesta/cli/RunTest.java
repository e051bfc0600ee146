package cuesta.cli;

import static cuesta.cli.FakeMaster.broken;
import static cuesta.cli.FakeMaster.complete;
import static cuesta.cli.FakeMaster.file;
import static cuesta.cli.FakeMaster.json;
import static cuesta.cli.FakeMaster.length;
import static cuesta.cli.FakeMaster.ok;
import static cuesta.cli.FakeMaster.reason;
import static cuesta.cli.FakeMaster.redirect;
import static cuesta.cli.FakeMaster.rotated;
import static cuesta.cli.FakeMaster.silence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunTest {
  private static final String POLL = "GET /run/run-1";
  private static final String FOLLOW = "GET /slave(1)/files/follow";
  private static final String READ = "GET /slave(1)/files/read";
  private static final String FOLLOW_OUT = FOLLOW + "#stdout";
  private static final String READ_OUT = READ + "#stdout";

  private final FakeMaster master = new FakeMaster();
  private Invocation cuesta;

  @BeforeEach
  void home(@TempDir Path home) throws IOException {
    cuesta = new Invocation(home);
  }

  @AfterEach
  void stop() {
    master.close();
  }

  private String run(int version, String state, String more) {
    return "{\"id\":\"run-1\",\"version\":" + version + ",\"state\":\"" + state + "\"" + more + "}";
  }

  private String running(int version) {
    return run(version, "RUNNING", door());
  }

  private String ended(String state, String exit, String reason) {
    return run(9, state, door() + ",\"ended\":\"t\",\"exit\":" + exit + ",\"reason\":" + reason);
  }

  private String door() {
    return ",\"url\":\"" + master.url() + "/slave(1)\",\"sandbox\":\"box\"";
  }

  private int run(String... command) {
    String[] args = new String[command.length + 3];
    args[0] = "run";
    args[1] = "--master";
    args[2] = master.url();
    System.arraycopy(command, 0, args, 3, command.length);
    return cuesta.run(args);
  }

  private FakeMaster accepting() {
    return master.on("POST /run", json(201, run(1, "WAITING", "")));
  }

  @Test
  void outputIsShownAndTheStatusIsTheCommands() {
    accepting()
        .on(POLL, ok(running(2)), ok(ended("FAILED", "3", reason("COMMAND_FAILED", "exited"))))
        .on(FOLLOW, file("hello\n"))
        .on(READ, complete(6));

    int status = run("--cpus", "0.5", "--env", "A=b=c", "--", "sh", "-c", "echo hello; exit 3");

    assertEquals(3, status);
    assertEquals("hello\n", cuesta.out());
    assertEquals("hello\n", cuesta.err(), "both outputs are the same file here");
    assertEquals(
        "POST /run {\"command\":[\"sh\",\"-c\",\"echo hello; exit 3\"],\"cpus\":\"0.5\","
            + "\"env\":{\"A\":\"b=c\"}}",
        master.calls().getFirst());
  }

  @Test
  void aShortCommandThatEndedBeforeTheFirstLookStillShowsItsOutput() {
    accepting()
        .on(POLL, ok(ended("FINISHED", "0", "null")))
        .on(FOLLOW, file("x"))
        .on(READ, complete(1));
    assertEquals(0, run("true"));
    assertEquals("x", cuesta.out());
  }

  @Test
  void killedBySignalIs128AndTheSignal() {
    accepting().on(POLL, ok(ended("FAILED", "137", reason("MEMORY_LIMIT", "128 MiB"))));
    assertEquals(137, run("true"));
    assertTrue(cuesta.err().contains("MEMORY_LIMIT: 128 MiB"), cuesta.err());
  }

  @Test
  void withoutAStatusItIs125WithTheReason() {
    accepting()
        .on(POLL, ok(run(2, "LOST", ",\"ended\":\"t\",\"reason\":" + reason("AGENT_GONE", "x"))));
    assertEquals(125, run("true"));
    assertEquals("cuesta: run-1 ended as LOST: AGENT_GONE: x\n", cuesta.err());
  }

  @Test
  void brokenConnectionsLoseAndDoubleNoByte() {
    accepting()
        .on(POLL, silence(), ok(running(2)), silence(), ok(ended("FINISHED", "0", "null")))
        .on(FOLLOW_OUT, broken("0123456789", 4), broken("0123456789", 4), file("0123456789"))
        .on(READ_OUT, complete(10));
    assertEquals(0, run("true"));
    assertEquals("0123456789", cuesta.out());
    assertTrue(master.calls().stream().anyMatch(call -> call.contains("offset=8")));
  }

  @Test
  void aStreamThatEndsEarlyIsAskedForAgain() {
    accepting()
        .on(POLL, ok(ended("FINISHED", "0", "null")))
        .on(FOLLOW_OUT, file("abc"), file("abcdef"))
        .on(READ_OUT, length(6, true), complete(6));
    assertEquals(0, run("true"));
    assertEquals("abcdef", cuesta.out());
  }

  @Test
  void aRotatedFileGoesOnAtItsStart() {
    accepting()
        .on(POLL, ok(ended("FINISHED", "0", "null")))
        .on(FOLLOW_OUT, file("0123456789"), rotated("new"))
        .on(READ_OUT, length(3, false), complete(3));
    assertEquals(0, run("true"));
    assertEquals("0123456789new", cuesta.out());
  }

  @Test
  void aNewLeaderIsFollowed() {
    try (FakeMaster leader = new FakeMaster()) {
      accepting().on(POLL, redirect(leader.url()));
      leader.on(
          POLL, json(503, reason("NOT_LEADER", "loading")), ok(ended("FINISHED", "0", "null")));
      master.on(FOLLOW, file("")).on(READ, complete(0));
      assertEquals(0, run("true"));
      assertEquals(2, leader.calls().size());
    }
  }

  @Test
  void whileNobodyLeadsTheRequestWaits() {
    master.on(
        "POST /run",
        json(503, reason("NOT_LEADER", "nobody")),
        json(503, reason("NOT_LEADER", "nobody")),
        json(201, run(1, "WAITING", "")));
    master.on(POLL, ok(run(2, "KILLED", ",\"ended\":\"t\",\"exit\":0")));
    assertEquals(0, run("true"));
  }

  @Test
  void aRequestThatMayHaveArrivedIsSentAgainUnderItsName() {
    List<String> names = Collections.synchronizedList(new ArrayList<>());
    master.on(
        "POST /run",
        call -> {
          names.add(call.getRequestHeaders().getFirst("Idempotency-Key"));
          silence().to(call);
        },
        call -> {
          names.add(call.getRequestHeaders().getFirst("Idempotency-Key"));
          json(201, run(1, "WAITING", "")).to(call);
        });
    assertEquals(0, run("--detach", "true"));
    assertEquals(2, names.size());
    assertEquals(names.getFirst(), names.getLast());
  }

  @Test
  void aRequestThatIsNeverAnsweredMayHaveArrived() {
    master.on("POST /run", silence());
    assertEquals(125, run("true"));
    assertTrue(cuesta.err().contains("the run may have started"), cuesta.err());
  }

  @Test
  void aMasterWhoseFrameworksJustBeginIsAskedAgain() {
    accepting()
        .on(
            POLL,
            json(404, reason("UNKNOWN", "nothing is served there")),
            ok(ended("FINISHED", "0", "null")));
    assertEquals(0, run("true"));
  }

  @Test
  void aServerWhoseDoorIsNotThereYetIsAskedAgain() {
    master.on("POST /run", json(404, "<html>Not Found</html>"), json(201, run(1, "WAITING", "")));
    assertEquals(0, run("--detach", "true"));
  }

  @Test
  void aRunThatIsForgottenIs125() {
    String unknown = reason("UNKNOWN", "no such run").replace("\"\"", "\"run-1\"");
    accepting().on(POLL, json(404, unknown));
    assertEquals(125, run("true"));
    assertTrue(cuesta.err().contains("not known any more"), cuesta.err());
  }

  @Test
  void refusalsAreOneLine() {
    master.on("POST /run", json(400, reason("INVALID", "cpus is not a number: 'x'")));
    assertEquals(125, run("--cpus", "x", "true"));
    assertEquals("cuesta run: INVALID: cpus is not a number: 'x'\n", cuesta.err());
  }

  @Test
  void aWaitingRunSaysWhy() {
    String why = ",\"waiting\":[" + reason("RESOURCES_SHORT", "needs 1 cpu") + "]";
    accepting()
        .on(POLL, ok(run(2, "WAITING", why)), ok(run(3, "WAITING", why)))
        .on(POLL, ok(run(4, "FINISHED", ",\"ended\":\"t\",\"exit\":0")));
    assertEquals(0, run("true"));
    assertEquals("cuesta: run-1 waits: RESOURCES_SHORT: needs 1 cpu\n", cuesta.err());
  }

  @Test
  void controlCKillsTheTaskAndWaitsForItsEnd() {
    CountDownLatch killed = new CountDownLatch(1);
    accepting()
        .on(
            POLL,
            call -> {
              await(killed);
              ok(run(3, "KILLED", ",\"ended\":\"t\",\"exit\":143")).to(call);
            })
        .on(
            "POST /run/run-1/kill",
            call -> {
              killed.countDown();
              ok("{}").to(call);
            });
    cuesta.signals(numbers -> numbers.accept(2));
    assertEquals(143, run("sleep", "100"));
    assertTrue(master.calls().contains("POST /run/run-1/kill {}"));
  }

  @Test
  void detachedPrintsTheId() {
    accepting();
    assertEquals(0, run("--detach", "--name", "n", "sleep", "9"));
    assertEquals("run-1\n", cuesta.out());
    assertEquals(
        List.of("POST /run {\"command\":[\"sleep\",\"9\"],\"name\":\"n\"}"), master.calls());
  }

  @Test
  void nonsenseIsCalledSo() {
    master.on("POST /run", ok("<html>"));
    assertEquals(125, run("true"));
    assertTrue(cuesta.err().contains("is it a Cuesta master?"), cuesta.err());
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
