package cuesta.core.edge.link;

import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * An event loop of one's own. gRPC's shared ones end seconds after their last user, when the
 * bundle's classes are gone. One thread each: with callbacks run directly on it, all that concerns
 * a stream happens on that thread, without locks and with no thread between socket and engine; what
 * it does takes microseconds a message.
 */
final class EventLoops implements AutoCloseable {
  private static final long CLOSE_SECONDS = 3;

  private final EventLoopGroup group;

  EventLoops(String name) {
    group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
  }

  EventLoopGroup group() {
    return group;
  }

  EventLoop loop() {
    return group.next();
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    try {
      group.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
