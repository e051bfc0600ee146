package cuesta.admin.resource;

import cuesta.admin.http.Answer;
import cuesta.admin.http.Call;
import cuesta.admin.http.Failure;
import cuesta.admin.http.Resource;
import cuesta.admin.json.Closest;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.front.PluginView;
import cuesta.api.http.Endpoint;
import cuesta.api.http.HttpReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code /<prefix>/…}: what a bundle serves, first by a service of this process, then by a
 * framework of the leader.
 *
 * @param services what is there
 * @param leader whose frameworks are asked
 * @param own the paths of the door itself, for hints
 */
record EndpointResource(Services services, Leader leader, Collection<String> own)
    implements Resource {
  /** What {@link Endpoint#handle} was promised, from the last byte of the body on. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final List<String> OVER =
      List.of(PluginView.GONE, PluginView.REJECTED, PluginView.QUARANTINED);

  private static final int BUFFER = 16 << 10;

  @Override
  public Answer answer(Call call) throws Exception {
    Endpoint endpoint = find(call);
    HttpReply reply = handle(endpoint, call);
    return new Answer(reply.status(), reply.headers(), out -> copy(reply.body(), out));
  }

  /** What serves a prefix in this process, as far as that is known without asking further. */
  Optional<Endpoint> known(String prefix) {
    return ofService(prefix)
        .or(
            () ->
                services
                    .master()
                    .filter(master -> !prefix.isEmpty() && master.leadership().leading())
                    .flatMap(master -> master.endpoint(prefix)));
  }

  private Optional<Endpoint> ofService(String prefix) {
    return services.endpoints().stream()
        .filter(endpoint -> endpoint.prefix().equals(prefix))
        .findFirst();
  }

  private Endpoint find(Call call) {
    Optional<Endpoint> service = ofService(call.prefix());
    if (service.isPresent()) {
      return service.get();
    }
    Optional<Endpoint> framework =
        call.prefix().isEmpty() || services.areOfAgentsOnly()
            ? Optional.empty()
            : leader.of(call).endpoint(call.prefix());
    return framework.orElseThrow(() -> absent(call.prefix()));
  }

  /** A framework that begins, or is being swapped, will serve within moments. */
  private Failure absent(String prefix) {
    boolean coming =
        services.slots().stream()
            .flatMap(slots -> slots.candidates().stream())
            .filter(plugin -> plugin.slot().equals("framework") && plugin.name().equals(prefix))
            .anyMatch(plugin -> !OVER.contains(plugin.state()));
    if (coming) {
      return Failure.of(
          503,
          Reason.of(Reasons.SESSION_OVER, prefix, "the framework is not at work yet", "try again"),
          "Retry-After",
          "1");
    }
    return Failure.unknown("/" + prefix, "nothing is served there", Closest.hint(prefix, own));
  }

  /** On a thread of its own, so that one that hangs can be left behind. */
  private static HttpReply handle(Endpoint endpoint, Call call) throws Exception {
    MovingBody body = new MovingBody(call.body());
    FutureTask<HttpReply> task = new FutureTask<>(() -> endpoint.handle(call.with(body)));
    Thread.ofVirtual().name("endpoint " + call.prefix()).start(task);
    try {
      return await(task, body);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    } catch (TimeoutException e) {
      throw Failure.of(
          504,
          Reason.of(
              Reasons.PLUGIN_LATE,
              "/" + call.prefix(),
              "did not answer within " + LIMIT.toSeconds() + " s",
              "try again"));
    } finally {
      task.cancel(true);
    }
  }

  /** A large body takes its time: what counts is when its last byte came. */
  private static HttpReply await(FutureTask<HttpReply> task, MovingBody body)
      throws InterruptedException, ExecutionException, TimeoutException {
    while (true) {
      long left = LIMIT.toNanos() - body.still();
      try {
        return task.get(left, TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (body.still() >= LIMIT.toNanos()) {
          throw e;
        }
      }
    }
  }

  private static void copy(InputStream body, OutputStream out) throws IOException {
    try (body) {
      byte[] buffer = new byte[BUFFER];
      for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
        out.write(buffer, 0, count);
        // More is there already: one packet for both.
        if (body.available() == 0) {
          out.flush();
        }
      }
    }
  }
}
