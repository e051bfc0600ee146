package cuesta.contracts.ha;

import cuesta.api.ha.Detector;
import cuesta.api.ha.Election;
import cuesta.api.ha.Journal;
import java.time.Duration;

/** An ensemble under test, and the processes that use it. */
public interface Peers extends AutoCloseable {
  /**
   * Another process.
   *
   * @return it, connected or about to be
   */
  Peer join();

  /**
   * How long it may take until a change of leaders that was brought about by a silence is over.
   *
   * @return generously
   */
  Duration patience();

  /** How long a silence may last before a leader must have heard that it leads no more. */
  Duration silence();

  @Override
  void close();

  /** One process. */
  interface Peer extends AutoCloseable {
    /** Its election. */
    Election election();

    /** Its detector. */
    Detector detector();

    /** Its journal. */
    Journal journal();

    /** Where its candidates listen. */
    Election.Address address();

    /**
     * Waits until its candidates have found their places in the queue, and whoever watches over
     * another does.
     */
    void awaitStanding() throws Exception;

    /**
     * Its link port ends all connections and refuses new ones, as if its process were gone. It
     * itself goes on.
     */
    void refuse();

    /** From now on it hears nothing of the ensemble, and the ensemble nothing of it. */
    void mute();

    /** Ends {@link #mute}. */
    void unmute();

    /**
     * Something goes wrong that ends by itself: its connection breaks, the server starts anew.
     *
     * @param chance a number that decides what and when
     */
    void disturb(long chance);

    /** It ends in order. */
    @Override
    void close();
  }
}
