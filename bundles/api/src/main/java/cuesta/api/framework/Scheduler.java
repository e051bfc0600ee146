package cuesta.api.framework;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.api.cluster.OfferView;
import cuesta.api.http.Endpoint;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A framework's ear. Each framework has its own lane: events come in order and never concurrently,
 * and a slow framework holds up only itself. Return within 1 s and queue own work. Everything is at
 * least once: updates repeat until acknowledged. More events come as default methods that ignore.
 */
@ConsumerType
public interface Scheduler extends AutoCloseable {
  /**
   * How this framework introduces itself. Called once after {@code open}, any thread, constant.
   *
   * @return the info
   */
  FrameworkInfo info();

  /**
   * The session is open: calls and writes are accepted from now on.
   *
   * @param id the framework's id, the same as last time under the same name
   * @param again whether it was subscribed before; reconcile now
   */
  default void subscribed(FrameworkId id, boolean again) {}

  /**
   * The session is over: another instance took its place, or this master does not lead any more.
   * Nothing follows.
   *
   * @param why the reason
   */
  default void disconnected(Reason why) {}

  /**
   * Offers. Each ends by accept, decline, {@link #rescinded} or the session's end.
   *
   * @param offers at least one
   */
  void offers(List<? extends OfferView> offers);

  /**
   * An offer is void.
   *
   * @param offer which
   * @param why the reason
   */
  default void rescinded(OfferId offer, Reason why) {}

  /**
   * A status update. Acknowledge it once what follows from it is durable.
   *
   * @param update the update
   */
  void update(UpdateView update);

  /**
   * An agent is unreachable or gone. Updates for its tasks come besides.
   *
   * @param agent which
   * @param why the reason
   */
  default void lost(AgentId agent, Reason why) {}

  /**
   * What this framework serves over HTTP. Called once after {@code open}.
   *
   * @return the endpoint, in place while this instance is current
   */
  default Optional<Endpoint> endpoint() {
    return Optional.empty();
  }

  /**
   * Says why something of this framework waits or ended as it did. Any thread; within 50 ms.
   *
   * @param task a task the framework knows, perhaps before the master does
   * @return reasons; empty if it knows nothing of the task
   */
  default List<Reason> explain(TaskId task) {
    return List.of();
  }

  /** Retires: ends its threads within 10 s. The framework's tasks run on. */
  @Override
  default void close() {}
}
