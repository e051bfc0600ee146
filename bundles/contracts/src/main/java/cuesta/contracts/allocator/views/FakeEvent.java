package cuesta.contracts.allocator.views;

import cuesta.api.Reason;
import cuesta.api.cluster.EventView;
import java.time.Instant;
import java.util.Optional;

/**
 * A task has begun to run.
 *
 * @param number of the event
 */
public record FakeEvent(long number) implements EventView {
  @Override
  public Instant time() {
    return Instant.EPOCH;
  }

  @Override
  public String kind() {
    return "task.running";
  }

  @Override
  public String subject() {
    return "t" + number;
  }

  @Override
  public String detail() {
    return "";
  }

  @Override
  public Optional<Reason> reason() {
    return Optional.empty();
  }
}
