package cuesta.itests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad requests and command lines get one clear line, and change nothing. */
class BadRequestIT {
  @TempDir static Path dir;
  private static Dev dev;
  private static Client client;
  private String before;

  @BeforeAll
  static void start() throws Exception {
    dev = Dev.start(dir);
    client = dev.client();
  }

  @AfterAll
  static void stop() throws Exception {
    if (dev != null) {
      dev.close();
    }
  }

  @BeforeEach
  void look() {
    before = state();
  }

  @AfterEach
  void nothingChanged() {
    assertEquals(before, state());
  }

  private static String state() {
    return client.get("/run") + "\n" + client.get("/tasks?all=true").path("tasks");
  }

  @Test
  void malformedJson() throws Exception {
    JsonNode reason = refused(400, client.door().post("/run", "{\"command\":[\"true\"],\n  oops}"));
    assertTrue(reason.toString().contains("line 2"), reason.toString());
  }

  @Test
  void anUnknownKey() throws Exception {
    JsonNode reason =
        refused(400, client.door().post("/run", "{\"command\":[\"true\"],\"cpu\":\"1\"}"));
    assertTrue(reason.toString().contains("cpus"), reason.toString());
  }

  @Test
  void anUnknownKeyOfTheMastersOwn() throws Exception {
    JsonNode reason = refused(400, client.door().post("/kill", "{\"taks\":\"run-1\"}"));
    assertTrue(reason.toString().contains("task"), reason.toString());
  }

  @Test
  void impossibleResources() throws Exception {
    Result huge = client.run("run", "--cpus", "9999", "--", "true");
    oneLine(125, huge);
    assertTrue(huge.err().contains("RESOURCES_IMPOSSIBLE"), huge.err());
    oneLine(125, client.run("run", "--mem=-1", "--", "true"));
    oneLine(125, client.run("run", "--cpus", "many", "--", "true"));
  }

  @Test
  void aForeignHost() throws Exception {
    Door door = client.door();
    Map<String, String> headers = door.headers();
    headers.put("Host", "evil.example");
    refused(403, door.request("GET", "/tasks", headers, ""));
    headers.put("Content-Type", "application/json");
    refused(403, door.request("POST", "/run", headers, "{\"command\":[\"true\"]}"));
  }

  @Test
  void noKeyOrAWrongOne() throws Exception {
    Door door = client.door();
    Map<String, String> headers = door.headers();
    headers.put("Content-Type", "application/json");
    headers.put("Authorization", "Bearer " + "0".repeat(64));
    refused(401, door.request("POST", "/run", headers, "{\"command\":[\"true\"]}"));
    headers.remove("Authorization");
    refused(401, door.request("POST", "/run", headers, "{\"command\":[\"true\"]}"));
    refused(401, door.request("GET", "/tasks", headers, ""));
    refused(401, door.request("GET", "/slave(1)/files/browse?path=", headers, ""));
    assertEquals(200, door.request("GET", "/health", headers, "").status());
  }

  @Test
  void aFormOfAWebPage() throws Exception {
    Door door = client.door();
    Map<String, String> headers = door.headers();
    headers.put("Content-Type", "text/plain");
    refused(415, door.request("POST", "/run", headers, "{\"command\":[\"true\"]}"));
  }

  @Test
  void aTaskThatIsNotThere() throws Exception {
    refused(404, client.door().post("/kill", "{\"task\":\"run-99999\"}"));
    oneLine(1, client.run("kill", "run-99999"));
    oneLine(1, client.run("logs", "run-99999"));
    oneLine(1, client.run("explain", "run-99999"));
  }

  @Test
  void aPathOutsideTheSandboxes() throws Exception {
    for (String path : new String[] {"../d/cluster.key", "..%2fcluster.key", "/etc/passwd"}) {
      Door.Answer answer = client.door().get("/slave(1)/files/read?path=" + path);
      assertTrue(answer.status() >= 400 && answer.status() < 500, path + ": " + answer);
    }
  }

  @Test
  void unknownFlagsOfTheCommandLine() throws Exception {
    Result run = client.run("run", "--cpu", "1", "--", "true");
    oneLine(125, run);
    assertTrue(run.err().contains("--cpus"), run.err());
    Result ps = client.run("ps", "--al");
    oneLine(2, ps);
    assertTrue(ps.err().contains("--all"), ps.err());
    oneLine(2, client.run("pss"));
  }

  @Test
  void theKeyOfAnotherCluster() throws Exception {
    Path other = dir.resolve("other.key");
    Files.createFile(
        other, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(other, "0".repeat(64) + "\n");
    Result run = client.run("run", "--cluster-key", other.toString(), "--", "true");
    oneLine(125, run);
    assertTrue(run.err().contains(other.toString()), run.err());
  }

  @Test
  void aMasterThatIsNotThere() throws Exception {
    oneLine(125, client.run("run", "--master", "127.0.0.1:1", "--", "true"));
    oneLine(1, client.run("ps", "--master", "127.0.0.1:1"));
  }

  private static void oneLine(int status, Result result) {
    assertEquals(status, result.status(), result.toString());
    assertEquals("", result.out());
    assertTrue(result.err().matches("cuesta[^\\n]+\\n"), result.err());
  }

  private static JsonNode refused(int status, Door.Answer answer) {
    assertEquals(status, answer.status(), answer.body());
    JsonNode reason = Result.json(answer.body());
    assertTrue(!reason.path("code").asText().isEmpty(), answer.body());
    assertTrue(!reason.path("detail").asText().isEmpty(), answer.body());
    return reason;
  }
}
