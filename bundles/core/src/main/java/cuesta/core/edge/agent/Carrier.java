package cuesta.core.edge.agent;

import cuesta.api.courier.Courier;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Calls the courier, whichever is there now, with the leader that is known now. While one of them
 * is missing or cannot be reached, as when masters change or a bundle is replaced, it is tried
 * again. Any thread; calls block and end soon after an interrupt.
 */
public final class Carrier {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Two minutes at least: a new leader is there long before that. */
  private static final int ATTEMPTS = 120;

  private final Supplier<Optional<Courier>> courier;
  private final Supplier<Optional<URI>> leader;
  private final Pause pause;

  /** Waits; tests do not. */
  @FunctionalInterface
  interface Pause {
    void pause(Duration time) throws InterruptedException;
  }

  /** What is done with a courier. */
  @FunctionalInterface
  interface Errand<T> {
    /**
     * Does it.
     *
     * @throws ConnectException if it may be tried again
     */
    T run(Courier courier, URI leader) throws IOException;
  }

  Carrier(Supplier<Optional<Courier>> courier, Supplier<Optional<URI>> leader, Pause pause) {
    this.courier = courier;
    this.leader = leader;
    this.pause = pause;
  }

  /**
   * A carrier.
   *
   * @param courier the courier that is there now
   * @param leader the HTTP address of the master that leads now
   */
  public Carrier(Supplier<Optional<Courier>> courier, Supplier<Optional<URI>> leader) {
    this(courier, leader, Thread::sleep);
  }

  <T> T carry(Errand<T> errand) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return errand.run(
            found(courier, "nothing here carries blobs; deploy the bundle blobs on this agent"),
            found(leader, "no master leads that this agent knows of; see cuesta health"));
      } catch (ConnectException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
      rest();
    }
  }

  private static <T> T found(Supplier<Optional<T>> wanted, String missing) throws IOException {
    return wanted.get().orElseThrow(() -> new ConnectException(missing));
  }

  private void rest() throws IOException {
    try {
      pause.pause(PAUSE);
    } catch (InterruptedException e) {
      throw (IOException) new InterruptedIOException("given up").initCause(e);
    }
  }
}
