package cuesta.admin.resource;

import cuesta.admin.http.Answer;
import cuesta.admin.http.Call;
import cuesta.admin.http.Failure;
import cuesta.admin.http.Resource;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.front.AgentDoor;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Duration;

/**
 * {@code GET /<node>/state} and {@code /<node>/files/read|follow|browse}, {@code POST
 * /<node>/files/collect}.
 *
 * @param door the agent
 * @param following how a file is followed
 */
record AgentResource(AgentDoor door, Following following) implements Resource {
  /** Whoever waits longer asks again. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private static final String COLLECT = "files/collect";

  @Override
  public Answer answer(Call call) throws IOException {
    String target = String.join("/", call.path());
    only(call, target.equals(COLLECT) ? "POST" : "GET");
    try {
      return switch (target) {
        case "state" -> state(call);
        case "files/read" -> read(call);
        case "files/follow" -> following.answer(door, path(call, "path", "offset"), offset(call));
        case "files/browse" -> browse(call);
        case COLLECT -> Collecting.answer(door, path(call, Collecting.PARAMETERS), call);
        default ->
            throw Failure.unknown(
                call.incoming().path(),
                "is not a path of an agent",
                "known are state, files/read, files/follow, files/browse, files/collect");
      };
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw Failure.unknown(call.query("path").orElse(""), "there is no such file", "");
    } catch (AccessDeniedException e) {
      throw Failure.of(
          403,
          Reason.of(
              Reasons.FORBIDDEN,
              call.query("path").orElse(""),
              "cannot be read here: " + e.getMessage()));
    }
  }

  private Answer state(Call call) {
    call.accept();
    return Answer.json(
        200,
        json -> {
          json.text("node", door.node());
          json.text("id", door.id().map(id -> id.value()));
          json.texts("status", door.status());
        });
  }

  private static void only(Call call, String method) {
    if (!call.method().equals(method)) {
      throw Failure.of(
          405,
          Reason.of(
              Reasons.INVALID, call.method(), "is not a method of this path", "use " + method),
          "Allow",
          method);
    }
  }

  private Answer read(Call call) throws IOException {
    String path = path(call, "path", "offset", "length", "wait_ms");
    long length = call.number("length", Following.MAX_CHUNK);
    if (length < 0 || length > Following.MAX_CHUNK) {
      throw new IllegalArgumentException(
          "parameter 'length' must be between 0 and " + Following.MAX_CHUNK + ", not " + length);
    }
    long wait = call.number("wait_ms", 0);
    if (wait < 0 || wait > LONGEST_WAIT.toMillis()) {
      throw new IllegalArgumentException(
          "parameter 'wait_ms' must be between 0 and " + LONGEST_WAIT.toMillis() + ", not " + wait);
    }
    AgentDoor.Chunk chunk =
        following.part(
            door, path, new Following.Range(offset(call), (int) length), Duration.ofMillis(wait));
    return Answer.of(200, "application/octet-stream", out -> out.write(chunk.bytes()))
        .with("X-Offset", Long.toString(chunk.offset()))
        .with("X-Length", Long.toString(chunk.length()))
        .with("X-Complete", Boolean.toString(chunk.complete()));
  }

  private Answer browse(Call call) throws IOException {
    var entries = door.list(path(call, "path"));
    return Answer.json(
        200,
        json ->
            json.array(
                "files",
                () -> {
                  for (AgentDoor.FileEntry entry : entries) {
                    json.object(
                        () -> {
                          json.text("name", entry.name());
                          json.number("size", entry.size());
                        });
                  }
                }));
  }

  private static String path(Call call, String... accepted) {
    call.accept(accepted);
    return call.query("path")
        .filter(path -> !path.isEmpty())
        .orElseThrow(
            () -> new IllegalArgumentException("parameter 'path' is missing; give a file's path"));
  }

  private static long offset(Call call) {
    return call.number("offset", 0);
  }
}
