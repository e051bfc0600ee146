package cuesta.core.edge.balancer;

import cuesta.api.balancer.RouteTable;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** How the port and the feed reach the current balancer; the slot's calls, each with a deadline. */
public interface BalancerCalls {
  /** What became of a connection that was handed over. */
  sealed interface Handed {
    /** It is the balancer's. */
    record Taken() implements Handed {}

    /** Nobody is there, or will be in a moment: the connection is still the caller's. */
    record Nobody() implements Handed {}

    /**
     * It is still the caller's.
     *
     * @param why for people
     */
    record Refused(String why) implements Handed {}

    /**
     * The balancer did not answer in time: whether it has the connection is not known.
     *
     * @param why for people
     */
    record Unknown(String why) implements Handed {}
  }

  /**
   * Hands over a connection. Blocks until the balancer answers, about a second at most.
   *
   * @param connection open, in blocking mode
   * @return what became of it
   */
  Handed accept(SocketChannel connection);

  /**
   * Tells the current balancer where requests go. Does not block; calls keep their order.
   *
   * @param table the whole table
   */
  void route(RouteTable table);

  /**
   * Asks all balancers that are not closed what they have done; the {@link Tally} hears it. Blocks
   * until they answer, a few seconds at most; each answers after the {@link #route}s before.
   *
   * @return the revision of the table that the current one goes by, -1 if it does not say; empty if
   *     nobody is there
   */
  Optional<Long> look();
}
