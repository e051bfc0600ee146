package cuesta.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.TaskState;
import cuesta.api.framework.Collected;
import cuesta.api.framework.Selection;
import cuesta.api.front.AgentDoor;
import cuesta.api.http.Endpoint;
import cuesta.api.http.HttpCall;
import cuesta.api.http.HttpReply;
import cuesta.cli.Main;
import cuesta.contracts.allocator.views.FakeAgent;
import cuesta.contracts.allocator.views.FakeCluster;
import cuesta.contracts.allocator.views.FakeFramework;
import cuesta.contracts.allocator.views.FakeTask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command line asks a master that does not lead: every command works as if it did. */
@Timeout(60)
class StandbyTest {
  private static final int UPLOAD = 12 << 20;

  @TempDir Path home;
  private Site standby;
  private Site leader;

  /** What one command line did. */
  private record Said(int status, String out, String err) {}

  @BeforeEach
  void start() throws Exception {
    standby = new Site();
    leader = new Site();
    standby.master.leads(false, "127.0.0.1", leader.port);
    leader.master.leads(true, "127.0.0.1", leader.port);
    leader.master.show(
        FakeCluster.EMPTY
            .with(
                FakeAgent.of("m-S0", "cpus:4")
                    .withTasks(FakeTask.of("t1", "cron", "m-S0", TaskState.RUNNING)))
            .with(FakeFramework.of("cron", "*"))
            .withEvents(2));
    leader.services.endpoints().add(new Run(leader.url()));
    leader.services.endpoints().add(new Cron());
    leader.services.agents().add(new Output());
    Files.writeString(home.resolve("key"), Calls.KEY);
  }

  @AfterEach
  void stop() throws Exception {
    standby.stop();
    leader.stop();
  }

  private Said cuesta(String... line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            line,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(
                "CUESTA_MASTER", standby.url(),
                "CUESTA_CLUSTER_KEY", home.resolve("key").toString()));
    return new Said(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private void shows(String expected, String... line) {
    Said said = cuesta(line);
    assertEquals("", said.err());
    assertEquals(0, said.status());
    assertTrue(said.out().contains(expected), said.out());
  }

  @Test
  void whatIsLookedAtIsTheLeaders() {
    shows("t1", "ps", "--all");
    shows("m-S0", "agents");
    shows("cron", "frameworks");
    shows("ROLE", "roles");
    shows("OFFER", "offers");
    shows("task.running", "events");
    shows("SUPPRESSED", "explain", "cron");
    shows("hello\n", "logs", "run-1");
    shows("hello\n", "logs", "--follow", "run-1");
    shows("leader 0.1", "version");
  }

  @Test
  void whatIsDoneIsDoneThere() {
    assertEquals(0, cuesta("kill", "t1").status());
    assertEquals(
        List.of("operator KILL_TASK {framework=cron, task=t1}"), leader.master.operations());
    assertEquals(List.of(), standby.master.operations());
  }

  @Test
  void aRunStreamsItsOutputAndHasItsStatus() {
    Said said = cuesta("run", "--", "sh", "-c", "echo hello; exit 3");
    assertEquals("hello\n", said.out());
    assertEquals(3, said.status(), said.err());
    shows("run-1", "run", "--detach", "--", "true");
  }

  @Test
  void commandsOfFrameworksAreTheLeadersToo() throws IOException {
    shows("adds a job", "cron", "--help");
    shows("line 1\nline 2\n", "cron", "logs", "a");
    Path script = home.resolve("script");
    Files.writeString(script, "x".repeat(UPLOAD));
    for (String method : List.of("add", "replace")) {
      shows("a has " + UPLOAD, "cron", method, "a", "--script", script.toString());
    }
  }

  @Test
  void whoSendsMuchIsSentOnToo() throws IOException {
    HttpURLConnection call =
        (HttpURLConnection) URI.create(standby.url() + "/cron/jobs?x").toURL().openConnection();
    call.setInstanceFollowRedirects(false);
    call.setRequestMethod("POST");
    call.setRequestProperty("Authorization", "Bearer " + Calls.KEY);
    call.setRequestProperty("Content-Type", "application/json");
    call.setDoOutput(true);
    try (OutputStream body = call.getOutputStream()) {
      body.write(new byte[UPLOAD]);
    }
    assertEquals(307, call.getResponseCode());
    assertEquals(leader.url() + "/cron/jobs?x", call.getHeaderField("Location"));
  }

  private record Run(String url) implements Endpoint {
    @Override
    public String prefix() {
      return "run";
    }

    @Override
    public HttpReply handle(HttpCall call) throws IOException {
      call.body().readAllBytes();
      return call.path().contains("kill")
          ? HttpReply.json(404, "{\"code\":\"UNKNOWN\",\"subject\":\"t1\"}")
          : HttpReply.json(
              200,
              "{\"id\":\"run-1\",\"task\":\"run-1\",\"version\":1,\"state\":\"FINISHED\",\"ended\":\"t\","
                  + "\"exit\":3,\"url\":\""
                  + url
                  + "/slave(1)\",\"sandbox\":\"box\"}");
    }
  }

  private record Cron() implements Endpoint {
    private static final String SCRIPT =
        "\"about\":\"adds a"
            + " job\",\"arguments\":[{\"name\":\"name\",\"required\":true}],\"flags\":[{\"name\":\"script\",\"file\":true}],\"show\":{\"line\":\"{name}"
            + " has {length}\"}}";

    @Override
    public String prefix() {
      return "cron";
    }

    @Override
    public HttpReply handle(HttpCall call) throws IOException {
      return switch (call.method() + " " + String.join("/", call.path())) {
        case "GET cli" ->
            HttpReply.json(
                200,
                "{\"commands\":[{\"name\":\"add\",\"method\":\"POST\",\"path\":\"jobs\","
                    + SCRIPT
                    + ",{\"name\":\"replace\",\"method\":\"PUT\",\"path\":\"jobs\","
                    + SCRIPT
                    + ",{\"name\":\"logs\",\"arguments\":[{\"name\":\"name\"}],\"path\":\"jobs/{name}/logs\","
                    + "\"show\":{\"stream\":true}}]}");
        case "GET jobs/a/logs" -> HttpReply.json(200, "line 1\nline 2\n");
        case "POST jobs", "PUT jobs" -> {
          int body = call.body().readAllBytes().length;
          int other = "{\"name\":\"a\",\"script\":\"\"}".length();
          yield HttpReply.json(200, "{\"name\":\"a\",\"length\":" + (body - other) + "}");
        }
        default -> HttpReply.json(404, "{\"code\":\"UNKNOWN\"}");
      };
    }
  }

  private record Output() implements AgentDoor {
    @Override
    public String node() {
      return "slave(1)";
    }

    @Override
    public Optional<AgentId> id() {
      return Optional.empty();
    }

    @Override
    public SortedMap<String, String> status() {
      return Collections.emptySortedMap();
    }

    @Override
    public SortedMap<String, Long> refused() {
      return Collections.emptySortedMap();
    }

    @Override
    public Chunk read(String path, long offset, int length) {
      byte[] all = (path.endsWith("stdout") ? "hello\n" : "").getBytes(StandardCharsets.UTF_8);
      byte[] rest = Arrays.copyOfRange(all, Math.min(all.length, (int) offset), all.length);
      return new Chunk(offset, length == 0 ? new byte[0] : rest, all.length, true);
    }

    @Override
    public boolean isOver(String path) {
      return true;
    }

    @Override
    public Collected collect(String sandbox, Selection selection) {
      return Collected.NOTHING;
    }

    @Override
    public List<FileEntry> list(String path) {
      return List.of();
    }
  }
}
