package cuesta.core.edge.master;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.blob.Blob;
import cuesta.api.framework.Collected;
import cuesta.api.framework.Selection;
import cuesta.api.framework.TaskFiles;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Reads and collects files in sandboxes over the agents' HTTP doors, a few at a time: a thousand
 * tasks that end in one second must not open a thousand connections. What waits for a task to write
 * holds up nothing else. Any thread.
 */
public final class SandboxReader implements AutoCloseable {
  private static final int AT_A_TIME = 8;

  /** Each is a connection and a virtual thread that sleeps; those beyond wait for their turn. */
  private static final int WAITING = 512;

  private static final Duration SILENCE = Duration.ofSeconds(10);

  /** For packing, sending and the copies on the other masters. */
  private static final Duration COLLECTING = Duration.ofMinutes(5);

  /** Said by agents of what they collect, and said on. */
  private static final Set<String> COLLECTING_CODES =
      Set.of(Reasons.COLLECT_FAILED, Reasons.COLLECT_REFUSED);

  private final String authorization;
  private final ExecutorService readers = threads("sandbox-reader-", AT_A_TIME);
  private final ExecutorService waiters = threads("sandbox-waiter-", WAITING);
  private final ExecutorService collectors = threads("sandbox-collector-", AT_A_TIME);

  /**
   * A file of an agent.
   *
   * @param agent the agent's HTTP door
   * @param path the file below the agent's work directory
   */
  record Spot(String agent, String path) {
    private URI call(String name, String query) {
      return URI.create(
          agent
              + "/files/"
              + name
              + "?path="
              + URLEncoder.encode(path, StandardCharsets.UTF_8)
              + query);
    }
  }

  /** What a call does. */
  private interface Work<T> {
    T run() throws IOException;
  }

  /**
   * A reader.
   *
   * @param key the cluster key, which the agents have too
   */
  public SandboxReader(String key) {
    authorization = "Bearer " + key;
  }

  private static ExecutorService threads(String name, int most) {
    return Executors.newFixedThreadPool(most, Thread.ofVirtual().name(name, 0).factory());
  }

  /**
   * The end of a file.
   *
   * @param bytes how many at most
   * @return the end; exceptionally with {@link Refused} OUTPUT_UNAVAILABLE
   */
  CompletionStage<TaskFiles.Tail> tail(Spot spot, int bytes) {
    return within(
        readers,
        spot,
        () -> {
          AgentCall call = read(spot, -bytes, bytes, Duration.ZERO);
          return new TaskFiles.Tail(
              call.bytes(bytes), call.number("X-Length"), call.flag("X-Complete"));
        });
  }

  /**
   * A part of a file.
   *
   * @param wait how long to wait for it
   * @return the part; fails as {@link #tail} does
   */
  CompletionStage<TaskFiles.Part> read(Spot spot, Range range, Duration wait) {
    return within(
        wait.isZero() ? readers : waiters,
        spot,
        () -> {
          AgentCall call = read(spot, range.offset(), range.bytes(), wait);
          return new TaskFiles.Part(
              call.number("X-Offset"),
              call.bytes(range.bytes()),
              call.number("X-Length"),
              call.flag("X-Complete"));
        });
  }

  /** Which part, from where and how many bytes at most. */
  record Range(long offset, int bytes) {}

  private AgentCall read(Spot spot, long offset, int bytes, Duration wait) throws IOException {
    String waits = wait.isZero() ? "" : "&wait_ms=" + wait.toMillis();
    String query = "&offset=" + offset + "&length=" + bytes + waits;
    return AgentCall.get(spot.call("read", query), authorization, SILENCE.plus(wait));
  }

  /**
   * Has files taken to the masters.
   *
   * @param sandbox where they are
   * @return what was found; fails as {@link #tail} does, or with COLLECT_FAILED or COLLECT_REFUSED
   */
  CompletionStage<Collected> collect(Spot sandbox, Selection selection) {
    JsonObject body = new JsonObject();
    body.addProperty("below", selection.below());
    body.add("include", array(selection.include()));
    body.add("exclude", array(selection.exclude()));
    String query = "&packed=" + selection.packed() + "&most_bytes=" + selection.mostBytes();
    URI target = sandbox.call("collect", query);
    return within(
        collectors,
        sandbox,
        () -> collected(AgentCall.post(target, authorization, COLLECTING, body).json()));
  }

  private static JsonArray array(List<String> items) {
    JsonArray array = new JsonArray();
    items.forEach(array::add);
    return array;
  }

  private static Collected collected(JsonObject answer) {
    JsonElement hash = answer.get("hash");
    Optional<Blob> blob =
        hash.isJsonNull()
            ? Optional.empty()
            : Optional.of(new Blob(hash.getAsString(), answer.get("size").getAsLong()));
    return new Collected(blob, answer.get("files").getAsInt(), answer.get("bytes").getAsLong());
  }

  private static <T> CompletionStage<T> within(ExecutorService threads, Spot spot, Work<T> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return work.run();
          } catch (AgentCall.Refusal e) {
            throw new CompletionException(refused(spot, e.reason()));
          } catch (IOException | RuntimeException e) { // a door that says nonsense included
            throw new CompletionException(unavailable(spot, String.valueOf(e.getMessage())));
          }
        },
        threads);
  }

  private static Refused refused(Spot spot, Reason reason) {
    return COLLECTING_CODES.contains(reason.code())
        ? new Refused(reason)
        : unavailable(spot, reason.detail());
  }

  private static Refused unavailable(Spot spot, String why) {
    return new Refused(
        Reason.of(
            Reasons.OUTPUT_UNAVAILABLE,
            spot.path(),
            "cannot be read from the agent at %s: %s".formatted(spot.agent(), why),
            "see whether the agent runs and still has the sandbox"));
  }

  /** What is being read fails. */
  @Override
  public void close() {
    readers.shutdownNow();
    waiters.shutdownNow();
    collectors.shutdownNow();
  }
}
