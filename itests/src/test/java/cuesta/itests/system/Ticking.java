package cuesta.itests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import cuesta.contracts.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A job which is due each second and writes into a file for which instant it ran: whatever becomes
 * of the cluster, each instant must be there once, in the ledger and in the file.
 */
final class Ticking {
  private final String name;
  private final Path marks;
  private int settled;

  private Ticking(String name, Path marks) {
    this.name = name;
    this.marks = marks;
  }

  /** Adds the job. It wants every instant to fire, however late or slow. */
  static Ticking add(Client client, String name, Path dir) throws Exception {
    Ticking job = new Ticking(name, dir.resolve(name + "-fired"));
    Result added =
        client.run(
            "cron",
            "add",
            name,
            "--schedule",
            "@every 1s",
            "--overlap",
            "allow",
            "--catch-up",
            "all",
            "--cpus",
            "0.1",
            "--mem",
            "8",
            "--shell",
            "--",
            "echo $CUESTA_CRON_INSTANT >> '" + job.marks + "'; echo for $CUESTA_CRON_RUN");
    assertEquals(0, added.status(), added.toString());
    return job;
  }

  /** Waits until so many instants more are settled. */
  void awaitMore(Client client, int more) throws Exception {
    Await.until(
        name + " settles " + more + " instants more than " + settled,
        () -> ledger(client).size() >= settled + more,
        () -> ledger(client));
    settled = ledger(client).size();
  }

  /** The ledger's instants, oldest first, one by one. */
  List<Instant> ledger(Client client) {
    List<Instant> instants = new ArrayList<>();
    for (JsonNode line : client.get("/cron/jobs/" + name + "/ledger?limit=1000").path("lines")) {
      if (line.path("count").asInt() != 1 || !line.path("detail").asText().startsWith(name)) {
        throw new AssertionError("not fired: " + line);
      }
      instants.addFirst(Instant.parse(line.path("first").asText()));
    }
    return instants;
  }

  /** Lets no instant follow, and tells how many there were: each once, and none left out. */
  int assertEachOnce(Client client) throws Exception {
    Result paused = client.run("cron", "pause", name);
    assertEquals(0, paused.status(), paused.toString());
    Await.until(
        name + " is idle",
        () -> client.get("/cron/jobs/" + name).path("open").isEmpty(),
        () -> client.get("/cron/jobs/" + name));
    List<Instant> due = ledger(client);
    for (int i = 0; i < due.size(); i++) {
      assertEquals(due.getFirst().plusSeconds(i), due.get(i), "one after the other: " + due);
    }
    assertEquals(due, fired(), "what the ledger says ran, once each");
    return due.size();
  }

  private List<Instant> fired() throws IOException {
    return Files.readAllLines(marks).stream().map(Instant::parse).sorted().toList();
  }
}
