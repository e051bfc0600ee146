package cuesta.itests.system;

import com.fasterxml.jackson.databind.JsonNode;
import cuesta.contracts.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * People who have commands run, one after the other, whichever master answers: they go where they
 * are sent, and ask again under the same name when nobody knows what became of it. Each command
 * writes a line of its own, so that one which never ran, or ran twice, is found out.
 */
final class Customers implements AutoCloseable {
  private static final int EXIT = 7;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Supplier<List<Client>> masters;
  private final Path marks;
  private final List<Thread> people = new ArrayList<>();
  private final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Object> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicInteger turns = new AtomicInteger();
  private volatile boolean over;

  private Customers(Supplier<List<Client>> masters, Path marks) {
    this.masters = masters;
    this.marks = marks;
  }

  static Customers start(Supplier<List<Client>> masters, Path marks, int wanted) {
    Customers customers = new Customers(masters, marks);
    for (int i = 0; i < wanted; i++) {
      customers.people.add(Thread.ofVirtual().name("customer " + i).start(customers::live));
    }
    return customers;
  }

  private void live() {
    try {
      while (!over) {
        String name = UUID.randomUUID().toString();
        JsonNode run = run(name);
        if (run.path("exit").asInt(-1) == EXIT) {
          done.add(name);
        } else {
          wrong.add(run);
        }
      }
    } catch (Exception | AssertionError e) {
      wrong.add(e);
    }
  }

  private JsonNode run(String name) throws Exception {
    String script = "echo %s >> '%s'; exit %d".formatted(name, marks, EXIT);
    String body =
        "{\"command\":[\"sh\",\"-c\",\"%s\"],\"cpus\":\"0.1\",\"mem\":\"16\"}".formatted(script);
    JsonNode run =
        answered(
            "/run",
            request ->
                request
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", name)
                    .POST(BodyPublishers.ofString(body)));
    while (run.path("ended").isNull()) {
      String path = "/run/%s?wait=20&after=%s";
      run =
          answered(
              path.formatted(run.path("id").asText(), run.path("version").asText()),
              HttpRequest.Builder::GET);
    }
    return run;
  }

  private interface Asking {
    HttpRequest.Builder how(HttpRequest.Builder request);
  }

  /** Of one of the masters, in turn, or of whom it names. */
  private JsonNode answered(String path, Asking asking) throws Exception {
    List<JsonNode> answer = new ArrayList<>();
    Await.until(
        path + " is answered",
        () -> {
          List<Client> all = masters.get();
          Client any = all.get(turns.incrementAndGet() % all.size());
          return ask(any.url() + path, any, asking, answer);
        },
        masters);
    return answer.getFirst();
  }

  private boolean ask(String url, Client key, Asking asking, List<JsonNode> into)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", key.door().headers().get("Authorization"));
    HttpResponse<String> answer;
    try {
      answer = http.send(asking.how(request).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      return false;
    }
    if (answer.statusCode() == 307) {
      return ask(answer.headers().firstValue("Location").orElseThrow(), key, asking, into);
    }
    if (answer.statusCode() < 300) {
      into.add(Result.json(answer.body()));
    } else if (answer.statusCode() != 503) {
      throw new AssertionError(url + " → " + answer.statusCode() + " " + answer.body());
    }
    return !into.isEmpty();
  }

  /** The names of the commands that have run to their end. */
  List<String> done() {
    return List.copyOf(done);
  }

  /** Waits until some more have. */
  void awaitMore(int more) throws Exception {
    int before = done.size();
    Await.until(
        more + " more commands end",
        () -> done.size() >= before + more || !wrong.isEmpty(),
        () -> done.size() - before);
  }

  /** What did not go as it should. */
  List<Object> wrong() {
    return List.copyOf(wrong);
  }

  /** No new commands; returns when the last has ended. */
  void end() throws InterruptedException {
    over = true;
    for (Thread person : people) {
      person.join();
    }
  }

  @Override
  public void close() {
    over = true;
    people.forEach(Thread::interrupt);
    http.shutdownNow();
  }
}
