package cuesta.core.edge.link;

import cuesta.api.Reason;
import cuesta.api.ha.LeaderInfo;
import cuesta.core.message.FromMaster;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One stream from a master to itself, opened and ended. The first stream that a process takes loads
 * some hundred classes: without this it would be an agent's, while everybody waits for a new
 * leader.
 */
public final class Rehearsal {
  private Rehearsal() {}

  /**
   * Returns when the stream was greeted, or was not within the limit of an opening: then the first
   * agent is what it would have been without.
   *
   * @param host where this process listens
   * @param port its link port
   * @param key the cluster key
   * @throws InterruptedException if interrupted
   */
  public static void run(String host, int port, String key) throws InterruptedException {
    LeaderInfo self = new LeaderInfo("itself", 0, host, port, port, "");
    CountDownLatch over = new CountDownLatch(1);
    LinkClient.Listener listener =
        new LinkClient.Listener() {
          @Override
          public void opened(long stream) {
            over.countDown();
          }

          @Override
          public void said(long stream, FromMaster message) {
            // To nobody.
          }

          @Override
          public void broken(long stream, Reason why) {
            over.countDown();
          }
        };
    try (LinkClient client =
        new LinkClient(
            changes -> {
              changes.accept(Optional.of(self));
              return () -> {};
            },
            key,
            LinkLimits.DEFAULT,
            listener,
            () -> {})) {
      client.start();
      over.await(LinkLimits.DEFAULT.opening().toNanos(), TimeUnit.NANOSECONDS);
    }
  }
}
