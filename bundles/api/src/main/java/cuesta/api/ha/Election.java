package cuesta.api.ha;

import java.util.function.LongConsumer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Chooses one leader among the masters and gives it a term. A service of the bundle that keeps the
 * ensemble.
 */
@ConsumerType
public interface Election {
  /**
   * Stands as a candidate until the campaign is closed.
   *
   * <p>A leader that falls silent leads until its session has timed out. One whose process is
   * provably gone is replaced at once: another candidate had a connection to its link port, which
   * ended, and is refused there again and again. A leader that is taken for gone by mistake is told
   * 0 and stands again; until it hears of that, its term is what holds it back.
   *
   * @param address where this process listens, as others reach it
   * @param changes told on a foreign thread, in order: the term when this candidate leads, 0 when
   *     it does not lead any more. After a silence of the ensemble as long as the session timeout,
   *     0 has been said. Must not block.
   * @return the campaign
   */
  Campaign campaign(Address address, LongConsumer changes);

  /**
   * Where a candidate's process listens.
   *
   * @param host a host name or address that other masters reach
   * @param port its HTTP port, for operators who look at the candidates
   * @param linkPort its gRPC port: open for as long as the process lives, whatever is swapped in it
   */
  record Address(String host, int port, int linkPort) {}

  /** A candidacy. */
  @ConsumerType
  interface Campaign extends AutoCloseable {
    /**
     * Publishes the leader, once it has loaded its registry. Completes silently if the term is
     * over.
     *
     * @param leader itself
     */
    void announce(LeaderInfo leader);

    /**
     * Steps back behind the other candidates but stays one; the same listener hears of it.
     *
     * @param term the term to give up; nothing happens if it is another one
     */
    void resign(long term);

    /** Gives up for good, leadership included. */
    @Override
    void close();
  }
}
