package cuesta.itests.system;

import com.fasterxml.jackson.databind.JsonNode;
import cuesta.contracts.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The command line and the HTTP door of one cluster, as a user has them.
 *
 * @param dir the current directory of the commands
 * @param url the master's
 * @param key the file of the cluster's secret
 */
record Client(Path dir, String url, Path key) {
  /** Starts a command that is to be ended by the caller. */
  Program start(String... arguments) throws IOException {
    return Program.start(
        dir,
        Map.of("CUESTA_MASTER", url, "CUESTA_CLUSTER_KEY", key.toString()),
        List.of(arguments));
  }

  /** Runs a command to its end. */
  Result run(String... arguments) throws IOException, InterruptedException {
    try (Program program = start(arguments)) {
      return program.end();
    }
  }

  /** Starts a detached run and waits until its task runs. */
  String detached(String... arguments) throws Exception {
    String[] all = new String[arguments.length + 2];
    all[0] = "run";
    all[1] = "--detach";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    Result started = run(all);
    if (started.status() != 0) {
      throw new AssertionError("cannot start " + List.of(arguments) + ": " + started);
    }
    String id = started.out().strip();
    awaitState(id, "RUNNING");
    return id;
  }

  /** Waits for a state of a run. */
  JsonNode awaitState(String id, String state) throws Exception {
    Await.until(
        id + " becomes " + state,
        () -> get("/run/" + id).path("state").asText().equals(state),
        () -> get("/run/" + id));
    return get("/run/" + id);
  }

  /** Waits until this many agents are active. */
  void awaitAgents(int wanted) throws Exception {
    Await.until(wanted + " agents are active", () -> active() == wanted, () -> get("/agents"));
  }

  private long active() {
    long active = 0;
    for (JsonNode agent : get("/agents").path("agents")) {
      active += agent.path("state").asText().equals("ACTIVE") ? 1 : 0;
    }
    return active;
  }

  /** What a GET answers; a missing node if the door is shut just now. */
  JsonNode get(String path) {
    try {
      Door.Answer answer = door().get(path);
      return Result.json(answer.body().isEmpty() ? "null" : answer.body());
    } catch (IOException e) {
      return Result.json("null");
    }
  }

  /** The door for hand-made requests, with the right key. */
  Door door() throws IOException {
    return new Door(port(), secret());
  }

  int port() {
    return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
  }

  private String secret() throws IOException {
    return Files.readString(key).strip();
  }
}
