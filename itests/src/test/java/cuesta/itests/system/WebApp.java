package cuesta.itests.system;

import com.fasterxml.jackson.databind.JsonNode;
import cuesta.contracts.Await;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One application, as a user works with it and as its visitors see it.
 *
 * @param client of a master that leads
 * @param name its name
 * @param port of a load balancer
 */
record WebApp(Client client, String name, int port) {
  /** Runs a command as its next version; the flags come first. */
  Result run(List<String> flags, List<String> command) throws Exception {
    List<String> all = new ArrayList<>(List.of("app", "run", name));
    all.addAll(flags);
    all.add("--");
    all.addAll(command);
    return client.run(all.toArray(String[]::new));
  }

  /** A verb of {@code cuesta app} about it. */
  Result does(String verb, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("app", verb, name));
    all.addAll(List.of(arguments));
    return client.run(all.toArray(String[]::new));
  }

  /** The same, which has to succeed. */
  Result must(String verb, String... arguments) throws Exception {
    return succeeded(does(verb, arguments));
  }

  /** Fails unless the command ended with 0. */
  static Result succeeded(Result result) {
    if (result.status() != 0) {
      throw new AssertionError("" + result);
    }
    return result;
  }

  JsonNode status() {
    return client.get("/app/apps/" + name);
  }

  /** Waits until a version is what was wanted: so many instances, all ready, and no others. */
  void awaitReady(int version, int instances) throws Exception {
    String wanted = "ready v%d %d of %d".formatted(version, instances, instances);
    Await.until(
        name + " is " + wanted + " and has no other instances",
        () -> {
          JsonNode now = status();
          String is =
              "%s v%s %s"
                  .formatted(
                      now.path("state").asText(),
                      now.path("version").asText(),
                      now.path("count").asText());
          return is.equals(wanted) && now.path("instances").size() == instances;
        },
        this::status);
  }

  /** A request for it by its host name, as any client sends it. */
  Door.Answer get(String path) throws IOException {
    return get(name + ".localhost:" + port, path);
  }

  /** A request by another host name. */
  Door.Answer get(String host, String path) throws IOException {
    return new Door(port, "").request("GET", path, new TreeMap<>(Map.of("Host", host)), "");
  }

  /** Waits until an answer is like this; other answers are borne until then. */
  void awaitAnswer(String path, int status, String body) throws Exception {
    Await.until(
        path + " of " + name + " answers " + status + " " + body,
        () -> {
          Door.Answer answer = get(path);
          return answer.status() == status && answer.body().contains(body);
        },
        () -> shown(path));
  }

  private Object shown(String path) {
    try {
      return get(path);
    } catch (IOException e) {
      return e;
    }
  }
}
