package cuesta.itests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import cuesta.contracts.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Masters and agents die under constant load. Requests go through the load balancer of an agent,
 * which lives.
 */
class WebFailoverIT {
  /** Long enough for the agents that live, however loaded the machine is. */
  private static final String AGENT_TIMEOUT = "10s";

  /** Until the agent is given up, and its tasks run elsewhere on a loaded machine. */
  private static final Duration LOSS = Duration.ofSeconds(115);

  private static final int SOME = 400; // requests, in two seconds

  @TempDir Path dir;
  private Masters cluster;
  private int port;

  @BeforeEach
  void start() throws Exception {
    List<String> masters = List.of("--session-timeout", "10m", "--agent-timeout", AGENT_TIMEOUT);
    cluster = Masters.start(dir, 3, 3, masters, "--balancer-port", "0");
    port = cluster.balancerPort(1);
    WebApp app = app();
    List<String> flags = List.of("--instances", "3", "--ready-interval", "200ms");
    WebApp.succeeded(app.run(flags, Greeter.command("v1")));
    app.awaitReady(1, 3);
    app.awaitAnswer("/", 200, "hello from v1");
  }

  @AfterEach
  void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  /** As it is now: told by who leads now. */
  private WebApp app() throws Exception {
    return new WebApp(cluster.leader().client(), "web", port);
  }

  @Test
  void noRequestFailsWhenTheLeaderAndAWholeAgentAreKilled() throws Exception {
    killTheLeader();
    loseAnAgent();
  }

  private void killTheLeader() throws Exception {
    List<String> before = tasks();
    try (Visitors visitors = Visitors.writing(app())) {
      Masters.Master former = cluster.leader();
      long term = former.term();
      cluster.kill(former);
      visitors.awaitMore(SOME);
      cluster.successor(former, term);
      app().awaitReady(1, 3);
      visitors.awaitMore(SOME);
      assertEquals(before, tasks(), "no instance was restarted");

      WebApp.succeeded(app().run(List.of("--surge", "3"), Greeter.command("v2")));
      app().awaitReady(2, 3);
      app().awaitAnswer("/", 200, "hello from v2");
      visitors.end();
    }
  }

  /** With its tasks, as when a machine burns: others take over. */
  private void loseAnAgent() throws Exception {
    assertEquals(3, agents().size(), "spread: " + app().status());
    try (Visitors visitors = Visitors.reading(app())) {
      long lost = System.nanoTime();
      cluster.killLastAgentAndItsTasks();
      WebApp app = app();
      Await.within(
          LOSS,
          "all run elsewhere",
          () -> agents().size() == 2 && app.status().path("ready").asInt() == 3,
          app::status);
      Duration took = Duration.ofNanos(System.nanoTime() - lost);
      System.out.println("agent lost -> instances ready elsewhere: " + took.toMillis() + " ms");
      visitors.awaitMore(SOME);
      visitors.end();
      System.out.println(visitors.answered() + " requests were answered meanwhile");
    }
    // What the lost agent may still run is no reason to wait.
    Result scaled = app().must("scale", "4");
    assertTrue(scaled.out().contains("4 of 4 ready"), scaled.toString());
  }

  private List<String> tasks() throws Exception {
    return app().status().path("instances").findValuesAsText("task");
  }

  /** Where those are that are ready. */
  private Set<String> agents() throws Exception {
    Set<String> agents = new TreeSet<>();
    for (JsonNode instance : app().status().path("instances")) {
      if (instance.path("ready").asBoolean()) {
        agents.add(instance.path("agent").asText());
      }
    }
    return agents;
  }
}
