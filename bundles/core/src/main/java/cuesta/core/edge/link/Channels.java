package cuesta.core.edge.link;

import cuesta.api.ha.LeaderInfo;
import cuesta.protocol.v1.LinkGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One connection at a time, for one stream: a channel of its own for each attempt, since a channel
 * that failed waits for as long as gRPC likes.
 */
final class Channels {
  private static final int CONNECT_MILLIS = 5_000;

  /** Trailers carry a reason: four texts of {@link cuesta.api.Reason#MAX_TEXT}, in base 64. */
  private static final int METADATA_BYTES = 64 * 1024;

  private final EventLoops loops;
  private final LinkKey key;
  private final ExecutorService names =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("link-names").factory());
  private ManagedChannel open;

  Channels(EventLoops loops, LinkKey key) {
    this.loops = loops;
    this.key = key;
  }

  LinkGrpc.LinkStub open(LeaderInfo leader) {
    open =
        NettyChannelBuilder.forAddress(leader.host(), leader.linkPort())
            .usePlaintext()
            .eventLoopGroup(loops.group())
            .channelType(NioSocketChannel.class)
            .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .directExecutor()
            .offloadExecutor(names) // looks up names, which blocks
            .proxyDetector(target -> null) // a proxy for the web is none for the cluster
            .disableRetry() // the agent knows better what to repeat
            .disableServiceConfigLookUp()
            .maxInboundMessageSize(LinkLimits.MAX_MESSAGE)
            .maxInboundMetadataSize(METADATA_BYTES)
            .build();
    return LinkGrpc.newStub(open).withInterceptors(key.presented());
  }

  void close() {
    if (open != null) {
      open.shutdownNow();
      open = null;
    }
  }

  /** After the event loop has ended. */
  void end() {
    names.shutdownNow();
  }
}
