package cuesta.core.edge.agent;

import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.core.agent.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings into sandboxes what tasks need. Fetches may take minutes: one whose container nobody wants
 * any more is interrupted. Any thread.
 */
final class Fetching {
  private final Carrier carrier;

  // Guarded by this.
  private final Map<ContainerId, Thread> underWay = new HashMap<>();
  private final Set<ContainerId> unwanted = new HashSet<>();
  private boolean closed;

  Fetching(Carrier carrier) {
    this.carrier = carrier;
  }

  /** Fetches what a plan says; says why it could not. */
  Optional<Reason> fetch(Plan plan) {
    if (plan.fetch().isEmpty()) {
      return Optional.empty();
    }
    Optional<Reason> failure = begins(plan.container()) ? run(plan) : Optional.of(givenUp(plan));
    return ends(plan.container()) ? failure : Optional.of(givenUp(plan));
  }

  private Optional<Reason> run(Plan plan) {
    try {
      carrier.carry(
          (courier, leader) -> {
            courier.fetch(Path.of(plan.sandbox()), plan.user(), plan.fetch(), leader);
            return null;
          });
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(failed(plan, said(e)));
    } catch (RuntimeException e) { // of a courier that is broken
      return Optional.of(failed(plan, e.toString()));
    }
  }

  /** Exceptions of files have a name for a message. */
  static String said(IOException e) {
    return e instanceof java.nio.file.FileSystemException || e.getMessage() == null
        ? e.toString()
        : e.getMessage();
  }

  private static Reason givenUp(Plan plan) {
    return failed(plan, "it was ended meanwhile");
  }

  private static Reason failed(Plan plan, String why) {
    return Reason.of(
        Reasons.FETCH_FAILED,
        plan.container().value(),
        "what the task brings along could not be fetched: " + why);
  }

  private synchronized boolean begins(ContainerId container) {
    underWay.put(container, Thread.currentThread());
    return !closed && !unwanted.contains(container);
  }

  /** Nobody interrupts this thread for it after that. */
  private synchronized boolean ends(ContainerId container) {
    underWay.remove(container);
    Thread.interrupted();
    return !closed && !unwanted.contains(container);
  }

  /** A container is to go: what is fetched for it, now or until {@link #forget}, is given up. */
  synchronized void giveUp(ContainerId container) {
    unwanted.add(container);
    Thread thread = underWay.get(container);
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Nothing is fetched for a container any more. */
  synchronized void forget(ContainerId container) {
    unwanted.remove(container);
  }

  /** Gives everything up. */
  synchronized void close() {
    closed = true;
    underWay.values().forEach(Thread::interrupt);
  }
}
