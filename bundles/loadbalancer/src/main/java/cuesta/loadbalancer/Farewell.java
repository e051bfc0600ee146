package cuesta.loadbalancer;

import io.netty.buffer.Unpooled;
import io.netty.channel.socket.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * The end of a client's connection after its last answer. What still comes is read and dropped,
 * since a connection that is closed with bytes unread is reset, and the client might lose the
 * answer. On its loop's thread.
 */
final class Farewell {
  /** How long a client may take to close after the last answer. */
  private static final long LINGER = TimeUnit.SECONDS.toNanos(2);

  private final Lane lane;
  private final SocketChannel channel;
  private boolean said;
  private long since;

  /**
   * Ends after what was written.
   *
   * @param lane it runs on
   * @param channel to close
   * @param inputEnded whether nothing comes from the client any more
   */
  Farewell(Lane lane, SocketChannel channel, boolean inputEnded) {
    this.lane = lane;
    this.channel = channel;
    this.since = lane.now();
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            sent -> {
              if (inputEnded) {
                channel.close();
              } else {
                saidAll();
              }
            });
  }

  private void saidAll() {
    said = true;
    since = lane.now();
    channel.shutdownOutput();
  }

  /** The client has taken some of what was written. */
  void taken() {
    since = lane.now();
  }

  /** The client has ended its side. */
  void inputEnded() {
    if (said) {
      channel.close();
    }
  }

  /** Looks at its deadline. */
  void sweep(long now) {
    // What a client never takes is never said.
    if (now - since > (said ? LINGER : lane.site().limits().times().idle().toNanos())) {
      channel.close();
    }
  }
}
