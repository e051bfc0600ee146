package cuesta.admin.resource;

import cuesta.admin.http.Answer;
import cuesta.admin.http.Call;
import cuesta.admin.http.Resource;
import cuesta.admin.json.Json;
import cuesta.api.cluster.ClusterView;
import cuesta.api.cluster.EventView;
import cuesta.api.front.Master;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code GET /events?after=N[&follow=true]}: what happened after event N; followed, one JSON object
 * a line, until the leader changes.
 *
 * @param leader where the events come from
 */
record EventsResource(Leader leader) implements Resource {
  /** An empty line that often shows both sides whether the other is still there. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  @Override
  public Answer answer(Call call) {
    call.accept("after", "follow");
    Paths.end(call);
    long after = call.number("after", 0);
    if (after < 0) {
      throw new IllegalArgumentException("parameter 'after' must not be negative");
    }
    boolean follow = call.flag("follow");
    Master master = leader.of(call);
    if (follow) {
      return Answer.of(200, "application/x-ndjson", out -> follow(master, after, out));
    }
    ClusterView view = master.view();
    return Answer.json(
        200,
        json -> {
          ListResource.head(json, view);
          json.array(
              "events",
              () -> {
                for (EventView event : view.events(after)) {
                  json.object(() -> Rows.event(json, event));
                }
              });
        });
  }

  private static void follow(Master master, long after, OutputStream out) throws IOException {
    Feed feed = new Feed();
    ClusterView view = master.view();
    try (AutoCloseable _ = master.watch(view, feed);
        Json json = Json.to(out)) {
      long last = write(json, view, after);
      out.flush();
      while (!feed.over()) {
        Optional<ClusterView> next = feed.await(HEARTBEAT);
        if (next.isPresent()) {
          last = write(json, next.get(), last);
        } else if (!feed.over()) {
          json.endLine();
        }
        out.flush();
      }
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw (IOException) new InterruptedIOException("stopped following").initCause(e);
    }
  }

  private static long write(Json json, ClusterView view, long after) throws IOException {
    long last = after;
    for (EventView event : view.events(after)) {
      json.object(() -> Rows.event(json, event));
      json.endLine();
      last = event.number();
    }
    return last;
  }
}
