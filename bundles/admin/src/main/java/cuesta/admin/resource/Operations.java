package cuesta.admin.resource;

import cuesta.admin.http.Answer;
import cuesta.admin.http.Call;
import cuesta.admin.http.Failure;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.front.OperatorCall;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Hands an operator's call to the leading master and waits until it is durable. */
final class Operations {
  /** A registry that does not answer for so long is about to lose its leader. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Leader leader;

  Operations(Leader leader) {
    this.leader = leader;
  }

  Answer perform(Call call, OperatorCall operation) throws InterruptedException {
    try {
      leader
          .of(call)
          .operate(call.principal(), operation)
          .toCompletableFuture()
          .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      return Answer.json(
          200,
          json -> {
            json.text("kind", operation.kind());
            json.texts("arguments", operation.arguments());
          });
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refused refused) {
        throw refused;
      }
      throw new IllegalStateException(String.valueOf(e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      throw Failure.of(
          504,
          Reason.of(
              Reasons.REGISTRY_UNAVAILABLE,
              operation.kind(),
              "not durable after " + LIMIT.toSeconds() + " s; it may still happen",
              "look whether it did"));
    }
  }
}
