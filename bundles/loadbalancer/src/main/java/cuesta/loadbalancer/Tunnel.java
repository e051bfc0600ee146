package cuesta.loadbalancer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;

/**
 * Bytes of another protocol, as they are, both ways; each side may end before the other. On its
 * loop's thread.
 */
final class Tunnel {
  private final Lane lane;
  private final Instance instance;
  private final SocketChannel client;
  private final SocketChannel upstream;
  private boolean clientEnded;
  private boolean instanceEnded;
  private boolean over;
  private long usedAt;

  /**
   * Opens it.
   *
   * @param lane it runs on
   * @param client to whom
   * @param upstream from where; its instance is held as busy
   */
  Tunnel(Lane lane, SocketChannel client, Upstream upstream) {
    this.lane = lane;
    this.instance = upstream.instance();
    this.client = client;
    this.upstream = upstream.channel();
    this.usedAt = lane.now();
    // It may be silent for long: the system finds out whether the other machine is still there.
    client.config().setKeepAlive(true);
    this.upstream.config().setKeepAlive(true);
  }

  void fromClient(Object msg) {
    pass(msg, client, upstream);
  }

  void fromInstance(Object msg) {
    pass(msg, upstream, client);
  }

  private void pass(Object msg, SocketChannel from, SocketChannel to) {
    // The decoder's end mark of the answer is no data.
    if (!(msg instanceof ByteBuf)) {
      ReferenceCountUtil.release(msg);
      return;
    }
    usedAt = lane.now();
    to.write(msg, to.voidPromise());
    if (!to.isWritable()) {
      from.config().setAutoRead(false);
    }
  }

  void flushToInstance() {
    upstream.flush();
  }

  void flushToClient() {
    client.flush();
  }

  void clientWritable(boolean writable) {
    if (writable) {
      upstream.config().setAutoRead(true);
    }
  }

  void instanceWritable(boolean writable) {
    if (writable) {
      client.config().setAutoRead(true);
    }
  }

  void clientEnded() {
    clientEnded = true;
    ended(upstream);
  }

  void instanceEnded() {
    instanceEnded = true;
    ended(client);
  }

  private void ended(SocketChannel other) {
    if (clientEnded && instanceEnded) {
      finish(client);
      finish(upstream);
    } else {
      other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> other.shutdownOutput());
    }
  }

  void clientGone() {
    gone(upstream);
  }

  void instanceGone() {
    gone(client);
  }

  private void gone(SocketChannel other) {
    if (!over) {
      over = true;
      instance.end();
    }
    finish(other);
  }

  private static void finish(SocketChannel channel) {
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  /** Cuts it if nothing went through it for long, or for a while after one side has ended. */
  void sweep(long now, Limits.Times times) {
    Duration idle = clientEnded || instanceEnded ? times.answer() : times.stream();
    if (now - usedAt > idle.toNanos()) {
      client.close();
    }
  }
}
