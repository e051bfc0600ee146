package cuesta.loadbalancer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** To which instances a request went, and whether it may go to one more. On its loop's thread. */
final class Tries {
  /** Of the same request; more would be a storm when all instances are in trouble. */
  private static final int MAX = 3;

  private static final long WITHIN = TimeUnit.SECONDS.toNanos(10);

  private Application application;
  private final long began;
  private int count;
  private List<Instance> failed = List.of();
  private boolean stale;
  private String failure = "";

  /**
   * None yet.
   *
   * @param application whose instances are tried
   * @param began when the request came
   */
  Tries(Application application, long began) {
    this.application = application;
    this.began = began;
  }

  /**
   * The instance it goes to next.
   *
   * @param routing the newest; there may be other instances than at the first try
   * @param now the time
   * @return it, or null
   */
  Instance next(Routing routing, long now) {
    if (count > 0) {
      application = routing.current(application);
    }
    Instance next = application.pick(failed, now);
    if (next != null && count++ > 0) {
      application.books().retried();
    }
    return next;
  }

  /**
   * For how long a connection may have been idle that it goes over.
   *
   * @param idempotent whether it can be sent again if that connection is no good
   * @return nanoseconds; negative for a new connection
   */
  long maxIdle(boolean idempotent) {
    if (stale) {
      return -1;
    }
    return idempotent ? Pool.IDLE : Pool.FRESH;
  }

  /** It did not take the connection. */
  void notTaken(Instance instance, long now) {
    instance.avoid(now);
    failure = "instance " + instance.backend().id() + " takes no connection";
    exclude(instance);
  }

  /**
   * It closed the connection before it answered.
   *
   * @param instance that did
   * @param used whether the connection had carried a request before
   */
  void dropped(Instance instance, boolean used) {
    failure = "instance " + instance.backend().id() + " closed the connection before it answered";
    if (used) {
      // It may have been idle for too long for the instance's taste, which tells nothing about it.
      stale = true;
    } else {
      exclude(instance);
    }
  }

  private void exclude(Instance instance) {
    List<Instance> more = new ArrayList<>(failed);
    more.add(instance);
    failed = more;
  }

  boolean mayGoOn(long now) {
    return count < MAX && now - began < WITHIN;
  }

  /** What the client is told when there is no other instance. */
  Answer givenUp() {
    return failure.isEmpty()
        ? Answer.noInstance(application.name(), application.note())
        : Answer.unanswered(application.name(), failure);
  }
}
