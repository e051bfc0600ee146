package cuesta.benchmarks.web;

import com.fasterxml.jackson.databind.JsonNode;
import cuesta.benchmarks.launch.Cluster;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Applications on a cluster, and the address of its load balancer. */
record Apps(Cluster cluster, int port) {
  /** A small server that is on most machines. */
  static final List<String> SERVER = List.of("sh", "-c", "exec python3 -m http.server $PORT");

  private static final long PATIENCE_SECONDS = 120;

  void deploy(String name, int instances, List<String> command) throws Exception {
    cluster
        .door()
        .post(
            "/app/apps/" + name,
            Map.of(
                "command",
                command,
                "instances",
                instances,
                "cpus",
                "0.1",
                "mem",
                32,
                "drain",
                "0s"));
  }

  /** Ends when no task of it is left. */
  void delete(String name) throws Exception {
    cluster.door().post("/app/apps/" + name + "/scale/0", Map.of());
    await(() -> status(name).path("instances").isEmpty());
  }

  JsonNode status(String name) throws Exception {
    return cluster.door().get("/app/apps/" + name);
  }

  void awaitReady(String name, int instances) throws Exception {
    await(() -> status(name).path("ready").asInt() == instances);
  }

  /** Until it is answered through the load balancer. */
  void awaitAnswer(String name) throws Exception {
    await(() -> answers(URI.create("http://127.0.0.1:" + port + "/" + name + "/")));
  }

  /** The port of the only instance. */
  int instancePort(String name) throws Exception {
    return status(name).path("instances").path(0).path("port").asInt();
  }

  static boolean answers(URI uri) {
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      boolean ok = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      connection.disconnect();
      return ok;
    } catch (IOException e) {
      return false;
    }
  }

  /** What may fail. */
  interface Test {
    boolean passes() throws Exception;
  }

  static void await(Test test) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!test.passes()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("it did not come to pass within " + PATIENCE_SECONDS + " s");
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }
}
